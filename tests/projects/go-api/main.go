package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/go-chi/chi/v5"

	"example.com/berths/internal/berths"
)

func main() {
	router := chi.NewRouter()
	router.Get("/health", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok")) })
	router.Get("/berths", func(w http.ResponseWriter, _ *http.Request) { _ = json.NewEncoder(w).Encode(berths.All()) })
	// The zone's file has to be there: the standard library reads it when the program runs.
	router.Get("/clock", func(w http.ResponseWriter, _ *http.Request) {
		zone, err := time.LoadLocation("Europe/London")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		_, _ = w.Write([]byte(time.Date(2024, 7, 1, 12, 0, 0, 0, time.UTC).In(zone).Format(time.RFC3339)))
	})
	address := os.Getenv("ADDRESS")
	if address == "" {
		address = ":8080"
	}
	log.Printf("listening on %s", address)
	log.Fatal(http.ListenAndServe(address, router))
}
