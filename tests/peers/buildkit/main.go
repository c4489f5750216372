// Command buildkit-peer runs BuildKit's own build checks (what `docker build --check` runs) without a daemon. It takes
// cases as JSON on standard input and prints one answer for each; base images are images of
// one layer that have the platform that is asked for, and no environment, where the case does not say otherwise.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"runtime/debug"

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
	fstypes "github.com/tonistiigi/fsutil/types"
)

// A case: the Dockerfile, what the build is given, and what every base image is.
type buildCase struct {
	Text         string            `json:"text"`
	Dockerignore string            `json:"dockerignore"`
	BuildArgs    map[string]string `json:"buildArgs"`
	Target       string            `json:"target"`
	Platform     string            `json:"platform"`
	BasePlatform string            `json:"basePlatform"`
	BaseEnv      []string          `json:"baseEnv"`
}

type warning struct {
	Rule   string `json:"rule"`
	Line   int32  `json:"line"`
	Detail string `json:"detail"`
}

type answer struct {
	Warnings []warning `json:"warnings"`
	Error    string    `json:"error,omitempty"`
}

var buildPlatform = platforms.MustParse("linux/amd64")

// gatewayClient stands for the daemon: it knows the .dockerignore and the base images, and asks no network.
type gatewayClient struct {
	gateway.Client
	given buildCase
}

func (c gatewayClient) BuildOpts() gateway.BuildOpts {
	opts := map[string]string{"target": c.given.Target, "platform": c.given.Platform}
	for name, value := range c.given.BuildArgs {
		opts["build-arg:"+name] = value
	}
	workers := []gateway.WorkerInfo{{Platforms: []ocispecs.Platform{buildPlatform}}}
	return gateway.BuildOpts{Opts: opts, Workers: workers, LLBCaps: capsOf(&pb.Caps), Caps: capsOf(&pb.Caps)}
}

func capsOf(list *apicaps.CapList) apicaps.CapSet { return list.CapSet(list.All()) }

func (c gatewayClient) Solve(context.Context, gateway.SolveRequest) (*gateway.Result, error) {
	result := gateway.NewResult()
	result.SetRef(contextFiles{dockerignore: c.given.Dockerignore})
	return result, nil
}

func (c gatewayClient) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	image := ocispecs.Image{Platform: *opt.ImageOpt.Platform}
	if c.given.BasePlatform != "" {
		image.Platform = platforms.MustParse(c.given.BasePlatform)
	}
	image.Config.Env = c.given.BaseEnv
	image.RootFS = ocispecs.RootFS{Type: "layers", DiffIDs: []digest.Digest{digest.FromString(ref)}}
	config, err := json.Marshal(image)
	return ref, digest.FromString(ref), config, err
}

// contextFiles is the build context: a .dockerignore alone.
type contextFiles struct {
	gateway.Reference
	dockerignore string
}

func (f contextFiles) ReadFile(_ context.Context, request gateway.ReadRequest) ([]byte, error) {
	if request.Filename == dockerui.DefaultDockerignoreName && f.dockerignore != "" {
		return []byte(f.dockerignore), nil
	}
	return nil, os.ErrNotExist
}

func (f contextFiles) StatFile(context.Context, gateway.StatRequest) (*fstypes.Stat, error) {
	return nil, os.ErrNotExist
}

func check(given buildCase) answer {
	client := gatewayClient{given: given}
	ui, err := dockerui.NewClient(client)
	if err != nil {
		return answer{Error: err.Error()}
	}
	source := llb.NewSourceMap(nil, "Dockerfile", "", []byte(given.Text))
	source.Definition = &llb.Definition{}
	options := dockerfile2llb.ConvertOpt{Config: ui.Config, Client: ui, SourceMap: source, MetaResolver: client}
	if len(ui.TargetPlatforms) > 0 {
		options.TargetPlatform = &ui.TargetPlatforms[0]
	}
	results, err := dockerfile2llb.DockerfileLint(context.Background(), []byte(given.Text), options)
	if err != nil {
		return answer{Error: err.Error()}
	}
	found := answer{Warnings: []warning{}}
	for _, one := range results.Warnings {
		line := int32(0)
		if ranges := one.Location.GetRanges(); len(ranges) > 0 {
			line = ranges[0].Start.Line
		}
		found.Warnings = append(found.Warnings, warning{one.RuleName, line, one.Detail})
	}
	if results.Error != nil {
		found.Error = results.Error.Message
	}
	return found
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
		answers[index] = check(one)
	}
	output := map[string]any{"version": version, "answers": answers}
	if err := json.NewEncoder(os.Stdout).Encode(output); err != nil {
		log.Fatal(err)
	}
}
