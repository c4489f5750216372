package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
)

// The host's own file: it is read here, and not a part of the page.
const headersFile = "_headers"

type rule struct {
	pattern string
	headers [][2]string
}

type site struct {
	rules []rule
	files fs.FS
	serve http.Handler
}

func newSite(files fs.FS) (http.Handler, error) {
	text, err := fs.ReadFile(files, headersFile)
	if err != nil {
		return nil, fmt.Errorf("this is no built Plimsoll: %w", err)
	}
	rules, err := parseHeaders(string(text))
	if err != nil {
		return nil, err
	}
	return site{rules, files, http.FileServer(http.FS(files))}, nil
}

// As static hosts write it: an address (a star at its end stands for the rest), and below it indented lines of headers.
func parseHeaders(text string) ([]rule, error) {
	var rules []rule
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		line := lines.Text()
		if strings.TrimSpace(line) == "" {
			continue
		}
		if !strings.HasPrefix(line, " ") {
			rules = append(rules, rule{pattern: line})
			continue
		}
		name, value, found := strings.Cut(strings.TrimSpace(line), ": ")
		if !found || len(rules) == 0 {
			return nil, fmt.Errorf("%s: %q is no header of an address", headersFile, line)
		}
		last := &rules[len(rules)-1]
		last.headers = append(last.headers, [2]string{name, value})
	}
	if len(rules) == 0 {
		return nil, fmt.Errorf("%s names no header", headersFile)
	}
	return rules, lines.Err()
}

func (r rule) matches(path string) bool {
	if strings.HasSuffix(r.pattern, "*") {
		return strings.HasPrefix(path, strings.TrimSuffix(r.pattern, "*"))
	}
	return path == r.pattern
}

func (s site) ServeHTTP(answer http.ResponseWriter, request *http.Request) {
	for _, rule := range s.rules {
		if !rule.matches(request.URL.Path) {
			continue
		}
		for _, header := range rule.headers {
			answer.Header().Set(header[0], header[1])
		}
	}
	if request.Method != http.MethodGet && request.Method != http.MethodHead {
		answer.Header().Set("Allow", "GET, HEAD")
		http.Error(answer, "Plimsoll takes nothing.", http.StatusMethodNotAllowed)
		return
	}
	if !s.isOwn(request.URL.Path) {
		answer.Header().Del("Cache-Control")
		http.NotFound(answer, request)
		return
	}
	s.serve.ServeHTTP(answer, request)
}

// Files of the build alone: no listing of a folder.
func (s site) isOwn(path string) bool {
	name := strings.TrimPrefix(path, "/")
	if name == "" {
		return true
	}
	if name == headersFile || !fs.ValidPath(name) {
		return false
	}
	found, err := fs.Stat(s.files, name)
	return err == nil && found.Mode().IsRegular()
}
