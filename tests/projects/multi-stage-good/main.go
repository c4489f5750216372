// Command lamp answers with the phases of a lighthouse.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
)

func handler(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/health" {
		_, _ = fmt.Fprintln(w, "ok")
		return
	}
	_, _ = fmt.Fprintln(w, "Fl(2) W 10s")
}

func main() {
	check := flag.Bool("check", false, "ask the running server whether it is well")
	flag.Parse()
	if *check {
		response, err := http.Get("http://127.0.0.1:8080/health")
		if err != nil || response.StatusCode != http.StatusOK {
			os.Exit(1)
		}
		return
	}
	log.Fatal(http.ListenAndServe(":8080", http.HandlerFunc(handler)))
}
