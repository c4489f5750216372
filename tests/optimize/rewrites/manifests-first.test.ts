import { describe, expect, it } from 'vitest';
import type { GivenFiles } from '../../support/build-context.ts';
import { lines, onIn, reviewProject, withOnly } from '../review-project.ts';

interface Language {
  readonly id: string;
  readonly from: string;
  readonly run: string;
  readonly files: GivenFiles;
  /** What takes the place of the COPY and the RUN. */
  readonly becomes: readonly string[];
  readonly refused: readonly (readonly [string, GivenFiles])[];
}

const cargo = '[package]\nname = "tide"\nversion = "0.1.0"\n\n[dependencies]\nserde = "1"\n';
const gems = "source 'https://rubygems.org'\ngem 'rack', '~> 3.0'\n";
const csproj = '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="A" /></ItemGroup></Project>';
const goModule = 'module example.com/tide\n\nrequire github.com/go-chi/chi/v5 v5.0.12\n';

const languages: readonly Language[] = [
  {
    id: 'cargo-manifests-first',
    from: 'rust:1.75',
    run: 'cargo build --release',
    files: { 'Cargo.toml': cargo, 'Cargo.lock': 90, 'src/main.rs': 90, 'rust-toolchain.toml': 20 },
    becomes: [
      'COPY Cargo.toml Cargo.lock rust-toolchain.toml ./',
      'RUN mkdir -p src && touch src/main.rs && cargo fetch --locked',
      'COPY . .',
      'RUN cargo build --release',
    ],
    refused: [
      ['a damaged manifest', { 'Cargo.toml': 'nothing' }],
      ['a workspace', { 'Cargo.toml': `${cargo}[workspace]\n` }],
      ['a package in the folder', { 'Cargo.toml': `${cargo}own = { path = "own" }\n` }],
      ['a package below', { 'own/Cargo.toml': cargo }],
    ],
  },
  {
    id: 'bundler-manifests-first',
    from: 'ruby:3.3',
    run: 'bundle install && bundle exec rake assets',
    files: { Gemfile: gems, 'Gemfile.lock': 90, 'app.rb': 90 },
    becomes: ['COPY Gemfile Gemfile.lock ./', 'RUN bundle install', 'COPY . .', 'RUN bundle exec rake assets'],
    refused: [
      ['a gem in the folder', { Gemfile: `${gems}gem 'own', path: 'own'\n` }],
      ['a gemspec', { Gemfile: `${gems}gemspec\n` }],
      ['a version that is not sent', { Gemfile: `${gems}ruby file: '.ruby-version'\n` }],
    ],
  },
  {
    id: 'composer-manifests-first',
    from: 'composer:2.7',
    run: 'composer install --no-dev -o',
    files: { 'composer.json': '{"require": {"monolog/monolog": "^3"}}', 'composer.lock': 90, 'index.php': 9 },
    becomes: [
      'COPY composer.json composer.lock ./',
      'RUN composer install --no-dev --no-scripts --no-autoloader',
      'COPY . .',
      'RUN composer install --no-dev -o',
    ],
    refused: [
      ['a damaged manifest', { 'composer.json': '{"require": ' }],
      ['a package in the folder', { 'composer.json': '{"repositories": [{"type": "path", "url": "own"}]}' }],
      ['packages that are sent', { 'vendor/autoload.php': 9 }],
    ],
  },
  {
    id: 'dotnet-manifests-first',
    from: 'mcr.microsoft.com/dotnet/sdk:8.0',
    run: 'dotnet publish -c Release -o /out',
    files: { 'tide.csproj': csproj, 'Program.cs': 90, 'global.json': 30 },
    becomes: [
      'COPY tide.csproj global.json ./',
      'RUN dotnet restore tide.csproj',
      'COPY . .',
      'RUN dotnet publish -c Release -o /out',
    ],
    refused: [
      ['a damaged project', { 'tide.csproj': 'nothing' }],
      ['another project', { 'own/own.csproj': csproj }],
      ['a reference', { 'tide.csproj': csproj.replace('PackageReference', 'ProjectReference') }],
      ['what was restored elsewhere', { 'obj/project.assets.json': 90 }],
    ],
  },
  {
    id: 'go-manifests-first',
    from: 'golang:1.22',
    run: 'go build -o /bin/tide ./cmd/tide',
    files: { 'go.mod': goModule, 'go.sum': 90, 'cmd/tide/main.go': 90 },
    becomes: ['COPY go.mod go.sum ./', 'RUN go mod download', 'COPY . .', 'RUN go build -o /bin/tide ./cmd/tide'],
    refused: [
      ['a damaged go.mod', { 'go.mod': 'require (\n' }],
      ['a module in the folder', { 'go.mod': `${goModule}replace github.com/go-chi/chi/v5 => ./chi\n` }],
      ['a workspace', { 'go.work': 'go 1.22\n' }],
    ],
  },
  {
    id: 'maven-manifests-first',
    from: 'maven:3.9-eclipse-temurin-21',
    run: 'mvn -B package',
    files: { 'pom.xml': '<project><artifactId>a</artifactId></project>', 'src/main/java/A.java': 90 },
    becomes: ['COPY pom.xml ./', 'RUN mvn -B dependency:go-offline', 'COPY . .', 'RUN mvn -B package'],
    refused: [
      ['a damaged pom.xml', { 'pom.xml': '<project><artifactId></project>' }],
      ['modules', { 'pom.xml': '<project><modules><module>a</module></modules></project>' }],
    ],
  },
];

const file = (from: string, ...steps: readonly string[]): string =>
  lines(`FROM ${from}`, 'WORKDIR /app', ...steps, 'CMD ["./start"]');

describe.each(languages)('$id', ({ id, from, run, files, becomes, refused }) => {
  const original = file(from, 'COPY . .', `RUN ${run}`);

  it('copies the manifests and installs before the sources come', () => {
    expect(withOnly(original, files, id)).toBe(file(from, ...becomes));
  });

  it('is safe, and has nothing left to do behind itself', () => {
    expect(onIn(reviewProject(original, files, { profile: 'safe' }))).toContain(id);
    expect(onIn(reviewProject(file(from, ...becomes), files, { profile: 'smallest' }))).not.toContain(id);
  });

  it.each(refused)('does not rest on %s', (_, other) => {
    expect(onIn(reviewProject(original, { ...files, ...other }, { profile: 'smallest' }))).not.toContain(id);
  });
});

it.each([
  ['rust', languages[0]!],
  ['ruby', languages[1]!],
  ['php', languages[2]!],
  ['dotnet', languages[3]!],
])('%s is found, and said to be basic', (id, { from, run, files }) => {
  const { ecosystems } = reviewProject(file(from, 'COPY . .', `RUN ${run}`), files);
  expect(ecosystems).toMatchObject([{ id, coverage: 'basic', notes: [] }]);
  expect(ecosystems[0]?.signs.map(({ where }) => where)).toContain('folder');
});
