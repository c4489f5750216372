package berths

import "testing"

func TestAll(t *testing.T) {
	if len(All()) != 2 {
		t.Fatal("two berths")
	}
}
