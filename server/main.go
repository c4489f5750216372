// Serves a built Plimsoll (dist) and nothing else: no state, no logs of visitors, no answer but the build's own files. What
// headers go with them stands in dist/_headers, which the build writes from src/security/policy.ts.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	folder := flag.String("folder", "/www", "the built page")
	address := flag.String("listen", ":8080", "where to listen")
	check := flag.String("check", "", "ask this address once, and end with 0 where it answers")
	flag.Parse()
	if err := run(*folder, *address, *check); err != nil {
		log.Fatal(err)
	}
}

func run(folder, address, check string) error {
	if check != "" {
		return ask(check)
	}
	handler, err := newSite(os.DirFS(folder))
	if err != nil {
		return err
	}
	return serve(address, handler)
}

func ask(address string) error {
	client := http.Client{Timeout: 2 * time.Second}
	answer, err := client.Get(address)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, answer.Status)
	}
	return nil
}

// Until it is told to end; answers under way are finished then.
func serve(address string, handler http.Handler) error {
	server := &http.Server{
		Addr:              address,
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	told, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Printf("Plimsoll is served on %s", address)
	select {
	case err := <-failed:
		return err
	case <-told.Done():
	}
	limited, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(limited); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
