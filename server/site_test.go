package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

const headers = "/*\n  Content-Security-Policy: default-src 'none'\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"

func built(t *testing.T) http.Handler {
	t.Helper()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	site, err := newSite(fstest.MapFS{
		"_headers":      file(headers),
		"index.html":    file("<!doctype html>"),
		"assets/app.js": file("1"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func TestAnswers(t *testing.T) {
	site := built(t)
	for _, one := range []struct {
		method, path string
		status       int
		caching      string
	}{
		{"GET", "/", 200, ""},
		{"HEAD", "/", 200, ""},
		{"GET", "/assets/app.js", 200, "public, max-age=31536000, immutable"},
		{"GET", "/assets/", 404, ""},
		{"GET", "/assets", 404, ""},
		{"GET", "/assets/gone.js", 404, ""},
		{"GET", "/_headers", 404, ""},
		{"GET", "/../etc/passwd", 404, ""},
		{"GET", "//etc/passwd", 404, ""},
		{"POST", "/", 405, ""},
	} {
		answer := httptest.NewRecorder()
		request := httptest.NewRequest(one.method, "http://host/", nil)
		request.URL.Path = one.path
		site.ServeHTTP(answer, request)
		if answer.Code != one.status {
			t.Errorf("%s %s: %d, not %d", one.method, one.path, answer.Code, one.status)
		}
		if policy := answer.Header().Get("Content-Security-Policy"); policy != "default-src 'none'" {
			t.Errorf("%s %s has the policy %q", one.method, one.path, policy)
		}
		if caching := answer.Header().Get("Cache-Control"); caching != one.caching {
			t.Errorf("%s %s is cached as %q", one.method, one.path, caching)
		}
	}
}

func TestRefusesAFolderThatIsNoBuild(t *testing.T) {
	for _, files := range []fstest.MapFS{
		{"index.html": {Data: []byte("")}},
		{"_headers": {Data: []byte("")}},
		{"_headers": {Data: []byte("  A: b\n")}},
		{"_headers": {Data: []byte("/*\n  no header\n")}},
	} {
		if _, err := newSite(files); err == nil {
			t.Errorf("%v is taken for a build", files)
		}
	}
}
