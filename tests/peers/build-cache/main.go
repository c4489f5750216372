// Command cache-peer asks BuildKit's planner and its copying, without a daemon: it takes cases as JSON on standard input
// and prints one answer for each. An answer has the operations that a Dockerfile becomes, each with a key over all that
// it stands on except the contents of the build context, and the files of the context that each copies.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sort"
	"strings"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gateway "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/buildkit/util/apicaps"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	fscopy "github.com/tonistiigi/fsutil/copy"
	fstypes "github.com/tonistiigi/fsutil/types"
)

// A case: the Dockerfile, what the build is given, and the files that the builder was sent. `Images` gives an image
// another digest than the one that its name alone would have.
type buildCase struct {
	Text      string            `json:"text"`
	Files     []string          `json:"files"`
	BuildArgs map[string]string `json:"buildArgs"`
	Target    string            `json:"target"`
	Images    map[string]string `json:"images"`
	// Files whose contents are others than in the build before.
	Changed []string `json:"changed"`
}

type operation struct {
	Name  string  `json:"name"`
	Lines []int32 `json:"lines"`
	Key   string  `json:"key"`
	// Paths of the context that it copies or mounts.
	Copies []string `json:"copies"`
}

type answer struct {
	Operations []operation `json:"operations"`
	Error      string      `json:"error,omitempty"`
}

var buildPlatform = platforms.MustParse("linux/amd64")

// gatewayClient stands for the daemon: it knows the base images, and asks no network.
type gatewayClient struct {
	gateway.Client
	given buildCase
}

func (c gatewayClient) BuildOpts() gateway.BuildOpts {
	opts := map[string]string{"target": c.given.Target}
	for name, value := range c.given.BuildArgs {
		opts["build-arg:"+name] = value
	}
	workers := []gateway.WorkerInfo{{Platforms: []ocispecs.Platform{buildPlatform}}}
	return gateway.BuildOpts{Opts: opts, Workers: workers, LLBCaps: capsOf(&pb.Caps), Caps: capsOf(&pb.Caps)}
}

func capsOf(list *apicaps.CapList) apicaps.CapSet { return list.CapSet(list.All()) }

func (c gatewayClient) Solve(context.Context, gateway.SolveRequest) (*gateway.Result, error) {
	result := gateway.NewResult()
	result.SetRef(noFiles{})
	return result, nil
}

func (c gatewayClient) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	image := ocispecs.Image{Platform: *opt.ImageOpt.Platform}
	image.RootFS = ocispecs.RootFS{Type: "layers", DiffIDs: []digest.Digest{digest.FromString(ref)}}
	config, err := json.Marshal(image)
	return ref, digest.FromString(ref + c.given.Images[ref]), config, err
}

type noFiles struct{ gateway.Reference }

func (noFiles) ReadFile(context.Context, gateway.ReadRequest) ([]byte, error) {
	return nil, os.ErrNotExist
}

func (noFiles) StatFile(context.Context, gateway.StatRequest) (*fstypes.Stat, error) {
	return nil, os.ErrNotExist
}

// makeContext writes empty files; a name that ends in a slash is a directory.
func makeContext(files []string) (string, error) {
	root, err := os.MkdirTemp("", "cache-peer-")
	if err != nil {
		return "", err
	}
	for _, name := range files {
		path := filepath.Join(root, name)
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(path, 0o755)
		} else if err = os.MkdirAll(filepath.Dir(path), 0o755); err == nil {
			err = os.WriteFile(path, []byte(name), 0o644)
		}
		if err != nil {
			return root, err
		}
	}
	return root, nil
}

// taken runs a copy as the builder's file operation does, and tells by their contents which files came.
func taken(root string, action *pb.FileActionCopy) ([]string, error) {
	target, err := os.MkdirTemp("", "cache-peer-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(target)
	sources := []string{action.Src}
	if action.AllowWildcard {
		if sources, err = fscopy.ResolveWildcards(root, action.Src, action.FollowSymlink); err != nil {
			return nil, err
		}
	}
	for _, required := range action.RequiredPaths {
		if _, err := os.Lstat(filepath.Join(root, required)); err != nil {
			return nil, err
		}
	}
	for index, source := range sources {
		info := fscopy.CopyInfo{
			CopyDirContents: action.DirCopyContents, FollowLinks: action.FollowSymlink,
			IncludePatterns: action.IncludePatterns, ExcludePatterns: action.ExcludePatterns,
		}
		// Each into a folder of its own, so that none is written over another.
		dest := fmt.Sprintf("/%d/", index)
		if err := fscopy.Copy(context.Background(), root, source, target, dest, fscopy.WithCopyInfo(info)); err != nil {
			return nil, err
		}
	}
	found := map[string]bool{}
	err = filepath.Walk(target, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		found[string(content)] = true
		return err
	})
	names := []string{}
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	return names, err
}

func isContext(op *pb.Op) bool {
	return op.GetSource() != nil && op.GetSource().Identifier == "local://context"
}

// mounted tells which files an operation mounts from the context.
func mounted(op *pb.Op, ops map[digest.Digest]*pb.Op, files []string) []string {
	names := []string{}
	for _, mount := range op.GetExec().GetMounts() {
		if mount.Input < 0 || !isContext(ops[digest.Digest(op.Inputs[mount.Input].Digest)]) {
			continue
		}
		selected := strings.Trim(filepath.Join("/", mount.Selector), "/")
		for _, name := range files {
			if selected == "" || name == selected || strings.HasPrefix(name, selected+"/") {
				names = append(names, name)
			}
		}
	}
	return names
}

// describe gives every operation a key over itself, the keys of what it takes from, and the changed files among those that
// it takes. The builder does not look at the filters of a local source, but at what comes through them.
func describe(definition *llb.Definition, root string, given buildCase) ([]operation, error) {
	operations := []operation{}
	keys := map[digest.Digest]string{}
	ops := map[digest.Digest]*pb.Op{}
	for _, bytes := range definition.Def {
		op := &pb.Op{}
		if err := op.Unmarshal(bytes); err != nil {
			return nil, err
		}
		id := digest.FromBytes(bytes)
		ops[id] = op
		parts := []string{}
		for _, input := range op.Inputs {
			parts = append(parts, fmt.Sprintf("%d:%s", input.Index, keys[digest.Digest(input.Digest)]))
		}
		if isContext(op) {
			keys[id] = "context"
			continue
		}
		bare := op.CloneVT()
		bare.Inputs = nil
		// The builder leaves these out of its own keys.
		if meta := bare.GetExec().GetMeta(); meta != nil {
			meta.ProxyEnv = nil
		}
		own, err := bare.Marshal()
		if err != nil {
			return nil, err
		}
		keys[id] = digest.FromString(strings.Join(parts, " ") + string(own)).Encoded()[:12]
		one := operation{Name: definition.Metadata[id].Description["llb.customname"], Key: keys[id]}
		if places := definition.Source.Locations[string(id)]; places != nil {
			for _, place := range places.Locations {
				for _, lines := range place.Ranges {
					one.Lines = append(one.Lines, lines.Start.Line)
				}
			}
		}
		one.Copies = mounted(op, ops, given.Files)
		for _, action := range op.GetFile().GetActions() {
			copied := action.GetCopy()
			from := int(action.SecondaryInput)
			if copied == nil || from < 0 || from >= len(op.Inputs) || !isContext(ops[digest.Digest(op.Inputs[from].Digest)]) {
				continue
			}
			names, err := taken(root, copied)
			if err != nil {
				return nil, err
			}
			one.Copies = append(one.Copies, names...)
		}
		for _, name := range given.Changed {
			if slices.Contains(one.Copies, name) {
				keys[id] += " " + name
			}
		}
		one.Key = keys[id]
		operations = append(operations, one)
	}
	return operations, nil
}

func plan(given buildCase) ([]operation, error) {
	root, err := makeContext(given.Files)
	defer os.RemoveAll(root)
	if err != nil {
		return nil, err
	}
	client := gatewayClient{given: given}
	ui, err := dockerui.NewClient(client)
	if err != nil {
		return nil, err
	}
	source := llb.NewSourceMap(nil, "Dockerfile", "", []byte(given.Text))
	source.Definition = &llb.Definition{}
	options := dockerfile2llb.ConvertOpt{Config: ui.Config, Client: ui, SourceMap: source, MetaResolver: client, TargetPlatform: &buildPlatform}
	result, err := dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(given.Text), options)
	if err != nil {
		return nil, err
	}
	definition, err := result.State.Marshal(context.Background(), llb.LinuxAmd64)
	if err != nil {
		return nil, err
	}
	operations, err := describe(definition, root, given)
	if err != nil {
		return nil, errors.New(strings.ReplaceAll(err.Error(), root, ""))
	}
	return operations, nil
}

func main() {
	var cases []buildCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		log.Fatal(err)
	}
	version := ""
	build, _ := debug.ReadBuildInfo()
	for _, module := range build.Deps {
		if module.Path == "github.com/moby/buildkit" {
			version = module.Version
		}
	}
	answers := make([]answer, len(cases))
	for index, one := range cases {
		operations, err := plan(one)
		answers[index] = answer{Operations: operations}
		if err != nil {
			answers[index].Error = err.Error()
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]any{"version": version, "answers": answers}); err != nil {
		log.Fatal(err)
	}
}
