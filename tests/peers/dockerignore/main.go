// Command dockerignore-peer is BuildKit's context sender up to the wire: it says what of a folder is sent with an ignore
// file. It takes folders as JSON on standard input, each with the ignore files to try on it, and prints what each sends,
// or the error that ends the build. Names and texts are base64, as they need not be UTF-8.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	gofs "io/fs"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/moby/patternmatcher/ignorefile"
	"github.com/tonistiigi/fsutil"
)

type folder struct {
	Files   [][]byte `json:"files"`
	Ignores [][]byte `json:"ignores"`
}

// Sent holds files and directories; Hollow those of the files that arrive empty, as the sender doesn't open them.
type answer struct {
	Sent   [][]byte `json:"sent"`
	Hollow [][]byte `json:"hollow,omitempty"`
	Error  string   `json:"error,omitempty"`
}

func ask(root string, ignore []byte) answer {
	found := answer{Sent: [][]byte{}}
	patterns, err := ignorefile.ReadAll(bytes.NewReader(ignore))
	if err != nil {
		return answer{Error: err.Error()}
	}
	files, err := fsutil.NewFS(root)
	if err == nil {
		files, err = fsutil.NewFilterFS(files, &fsutil.FilterOpt{ExcludePatterns: patterns})
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	err = files.Walk(context.Background(), "/", func(path string, entry gofs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		found.Sent = append(found.Sent, []byte(path))
		if entry.IsDir() {
			return nil
		}
		content, err := files.Open(path)
		if err != nil {
			found.Hollow = append(found.Hollow, []byte(path))
			return nil
		}
		return content.Close()
	})
	if err != nil {
		return answer{Error: err.Error()}
	}
	return found
}

func try(given folder) []answer {
	root, err := os.MkdirTemp("", "dockerignore-peer-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(root)
	for _, file := range given.Files {
		path := filepath.Join(root, string(file))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	answers := make([]answer, len(given.Ignores))
	for index, ignore := range given.Ignores {
		answers[index] = ask(root, ignore)
	}
	return answers
}

func main() {
	var folders []folder
	if err := json.NewDecoder(os.Stdin).Decode(&folders); err != nil {
		log.Fatal(err)
	}
	modules := map[string]string{}
	build, _ := debug.ReadBuildInfo()
	for _, module := range build.Deps {
		if module.Path == "github.com/moby/patternmatcher" || module.Path == "github.com/tonistiigi/fsutil" {
			modules[module.Path] = module.Version
		}
	}
	modules["go"] = build.GoVersion
	answers := make([][]answer, len(folders))
	for index, one := range folders {
		answers[index] = try(one)
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]any{"modules": modules, "answers": answers}); err != nil {
		log.Fatal(err)
	}
}
