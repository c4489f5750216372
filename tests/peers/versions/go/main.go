// Answers each line `a<TAB>b` with -1, 0, 1, or ? where it refuses: `go` by x/mod/semver, and by go/version where both are
// versions of Go itself (go1.22rc1); `apk` by the library that Trivy compares Alpine's versions with.
package main

import (
	"bufio"
	"fmt"
	"go/version"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	apk "github.com/knqyf263/go-apk-version"
	"golang.org/x/mod/semver"
)

func compareGo(a, b string) string {
	if version.IsValid(a) && version.IsValid(b) {
		return fmt.Sprint(version.Compare(a, b))
	}
	if semver.IsValid(a) && semver.IsValid(b) {
		return fmt.Sprint(semver.Compare(a, b))
	}
	return "?"
}

func compareApk(a, b string) string {
	if !apk.Valid(a) || !apk.Valid(b) {
		return "?"
	}
	return fmt.Sprint(apk.Version(a).Compare(apk.Version(b)))
}

func moduleVersion(path string) string {
	info, _ := debug.ReadBuildInfo()
	for _, one := range info.Deps {
		if one.Path == path {
			return path + " " + one.Version
		}
	}
	return path
}

func main() {
	compare, module := compareGo, "golang.org/x/mod"
	if os.Args[1] == "apk" {
		compare, module = compareApk, "github.com/knqyf263/go-apk-version"
	}
	fmt.Println(moduleVersion(module) + ", " + runtime.Version())
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		a, b, _ := strings.Cut(lines.Text(), "\t")
		fmt.Println(compare(a, b))
	}
}
