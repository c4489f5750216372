import { crc32Of } from '../../../src/secrets/checksums.ts';
import type { Examples } from './index.ts';

const macaroon =
  'CJDdjOWU2Njc5LTc0MjUtNDBkZS05NDRiLWUwN2ZjMWY5MGFlNwACEFsxLFsicGxpbXNvbGwiXQAABiDhX8On2616gva1Dm8h4j5YPo0i3HmV3hsEIuEKNWko5g';

const packagistChecksum = crc32Of(`packagist_${'uut_'}028d445f5c51cc2ed407a1bca07bebbaa3c3ffbf29b4c54cdda795e872d3`)
  .toString(16)
  .padStart(8, '0');

// Made up, and written apart, as those of the forges are.
export const registries: Readonly<Record<string, Examples>> = {
  'npm-token': {
    matches: [
      `//registry.npmjs.org/:_authToken=⟦np${'m_'}UdOSXap8CJ0Kn6q4MlgEzo0w5wFceq1JHdRk⟧`,
      `ENV NPM_TOKEN ⟦np${'m_'}UdOSXap8CJ0Kn6q4MlgEzo0w5wFceq1JHdRl⟧`,
    ],
    misses: [
      `np${'m_'}UdOSXap8CJ0Kn6q4MlgEzo0w5wFceq1JHdR`,
      `np${'m_'}config_registry_that_is_a_long_name_indeed`,
      `np${'m_'}thisisthenameofafunctioninsomelibrary`,
      `np${'m_'}${'X'.repeat(36)}`,
    ],
  },
  'pypi-token': {
    matches: [
      `password = ⟦pyp${'i-AgEIcHlwaS5vcmc'}${macaroon}⟧`,
      `TWINE_PASSWORD=⟦pyp${'i-AgEIcHlwaS5vcmc'}${macaroon.slice(0, 80)}⟧`,
    ],
    misses: [
      `pyp${'i-AgEIcHlwaS5vcmc'}CJDdjOWU2Njc5`,
      `pyp${'i-AgEIcHlwaS5vcmc'}${'x'.repeat(120)}`,
      `apyp${'i-AgEIcHlwaS5vcmc'}${macaroon}`,
    ],
    worst: [`pyp${'i-AgEIcHlwaS5vcmc'}`, `pyp${'i-AgEIcHlwaS5vcmc'}${'a'.repeat(60)}`, `pyp${'i-AgEIcHlwaS5vcmc'}a`],
  },
  'docker-hub-token': {
    matches: [
      `docker login -u acme -p ⟦dckr_${'pat_'}KwemVC1lI-VSXWD6Ge-LOXR9vqd⟧`,
      `DOCKER_TOKEN=⟦dckr_${'oat_'}6Eprn0kLLUj8ers2dtTjqEASGWLUFSAR⟧`,
    ],
    misses: [
      `dckr_${'pat_'}KwemVC1lI-VSXWD6Ge`,
      `dckr_${'cat_'}KwemVC1lI-VSXWD6Ge-LOXR9vqd`,
      `dckr_${'pat_'}${'x'.repeat(27)}`,
    ],
    worst: [`dckr_${'pat_'}`, `dckr_${'pat_'}a`],
  },
  'rubygems-key': {
    matches: [`:rubygems_api_key: ⟦rubygems${'_0f6d66ce'}f2546036c3aa9ae7ba21ce69a4aa1d16b9373650⟧`],
    misses: [
      'rubygems_api_key: 0f6d66cef2546036c3aa9ae7ba21ce69a4aa1d16b9373650',
      `rubygems${'_0f6d66ce'}f2546036c3aa9ae7ba21ce69a4aa1d16`,
      `rubygems${'_0f6d66ce'}f2546036c3aa9ae7ba21ce69a4aa1d16b9373650ff`,
    ],
  },
  'crates-io-token': {
    matches: [
      `token = "⟦ci${'o9hXh'}AeCGJ3ngzbFxE2w42YVTRSVRmld9⟧"`,
      `CARGO_REGISTRY_TOKEN=⟦ci${'o9hXh'}AeCGJ3ngzbFxE2w42YVTRSVRmld9⟧`,
      `CARGO_REGISTRY_TOKEN=⟦ci${'o_tp_'}9hXhAeCGJ3ngzbFxE2w42YVTRSVRmld9⟧`,
    ],
    misses: [
      `ci${'o9hXh'}AeCGJ3ngzbFxE2w42YVTRSVRmld`,
      `pre${'cio9hXh'}AeCGJ3ngzbFxE2w42YVTRSVRmld9`,
      `ci${'oThisIs'}TheNameOfAFunctionInJava`,
    ],
  },
  'nuget-key': {
    matches: [
      `dotnet nuget push --api-key ⟦oy${'2jc4v'}nnhaxczj3lqgqt3ih2wygwgaxblprcn4xvafkhu⟧`,
      `NUGET_KEY=⟦oy${'2jc4v'}nnhaxczj3lqgqt3ih2wygwgaxblprcn4xvafkhu⟧`,
    ],
    misses: [
      `oy${'2jc4v'}nnhaxczj3lqgqt3ih2wygwgaxblprcn4xvafkhv`,
      `oy${'2zc4v'}nnhaxczj3lqgqt3ih2wygwgaxblprcn4xvafkhu`,
      `oy${'2jc4v'}nnhaxczj3lqgqt3ih2wygwgaxblprcn4xvafkh`,
    ],
  },
  'artifactory-key': {
    matches: [`X-JFrog-Art-Api: ⟦AK${'Cp21X9'}GLKRp28gE2X5jFJZJ3jtreFYnkvKdBLgRL14gsBxO32jH8aQpSzrcUXg3BWMPKZDD⟧`],
    misses: [
      `AK${'Cp21X9'}GLKRp28gE2X5jFJZJ3jtreFYnkvKdBLgRL14gsBxO32jH8aQpSzrcUXg3BWMPKZD`,
      `/AK${'Cp21X9'}GLKRp28gE2X5jFJZJ3jtreFYnkvKdBLgRL14gsBxO32jH8aQpSzrcUXg3BWMPKZDD`,
      `AK${'Cp'}${'a1B2'.repeat(17)}c`,
    ],
  },
  'artifactory-reference-token': {
    matches: [`JFROG_TOKEN=⟦cmVmdGtu${'Oj'}AxOjE3OTAwMDAwMDA6S3NQa2NXNXBFSnBOR052VjBzN0JhYlowc0lD⟧`],
    misses: [
      `cmVmdGtu${'Oj'}AxOjE3OTAwMDAwMDA6S3NQa2NXNXBFSnBOR052`,
      `cmVmdGtu${'Oj'}EyOjE3OTAwMDAwMDA6S3NQa2NXNXBFSnBOR052VjBzN0JhYlowc0lE${'A'}`,
      `cmVmdGtu${'Oj'}AxOmFueXRoaW5nIGVsc2UgdGhhdCBpcyBhcyBsb25nIGFzIG9uZTEyMzQ1`,
    ],
  },
  'packagist-token': {
    matches: [
      `"packagist.com": {"password": "⟦packagist_${'uut_'}028d445f5c51cc2ed407a1bca07bebbaa3c3ffbf29b4c54cdda795e872d3${packagistChecksum}⟧"}`,
      `composer config http-basic.repo.packagist.com token ⟦packagist_${'ort_'}028d445f5c51cc2ed407a1bca07bebbaa3c3ffbf29b4c54cdda795e872d30bb40aaf⟧`,
    ],
    misses: [
      `packagist_${'ort_'}028d445f5c51cc2ed407a1bca07bebba`,
      `packagist_${'ort_'}${'0'.repeat(68)}`,
      'packagist_url_of_the_organization',
    ],
  },
  'clojars-token': {
    matches: [`CLOJARS_PASSWORD=⟦CLOJARS${'_98145111'}e57017df65f657070374e52ccd95926e303a70a752d1049d3dea⟧`],
    misses: ['CLOJARS_USERNAME=acme', `CLOJARS${'_98145111'}e57017df65f657070374e52c`],
  },
};
