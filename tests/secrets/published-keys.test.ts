import { expect, test } from 'vitest';
import { FileScanner } from '../../src/secrets/file-scanner.ts';

const storage = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const cosmos = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';
const own = 'GoAmxzD01H2cCBSge5BE0AMhAwuz8I/vkNuNwlVkAeWVwOi6GV1OQitqF0Q++MMBGw1tCDdsLEBhBjIx+II+bA==';

test('keys that every Azure emulator has are no secrets, others in their place are', async () => {
  const scanner = await FileScanner.create();
  const detectorsIn = (key: string) =>
    scanner
      .scan('/app/appsettings.json', new TextEncoder().encode(`"Storage": "AccountName=dev;AccountKey=${key};"`))
      .found.map(({ detector }) => detector);
  expect(detectorsIn(storage)).toEqual([]);
  expect(detectorsIn(cosmos)).toEqual([]);
  expect(detectorsIn(own)).toEqual(['azure-account-key']);
});

test('published examples and keys that programs come with are no secrets either', async () => {
  const scanner = await FileScanner.create();
  const detectorsIn = (path: string, text: string) =>
    scanner.scan(path, new TextEncoder().encode(text)).found.map(({ detector }) => detector);
  const sas = (signature: string) => `"?sv=2021-06-08&sr=c&sig=${signature}"`;
  const example = 'Z%2FRHIX5Xcg0Mq2rqI3OlWTjEg2tYkboXr1P9ZUXDtkk%3D';
  expect(detectorsIn('/app/a.py', sas(example))).toEqual([]);
  expect(detectorsIn('/app/a.py', sas(example.replace('RHIX', 'RHIY')))).toEqual(['azure-sas']);
  const apiKey = `key = "AI${'zaT9'}foyyM5jmqeLb7PwBH2N1zLePZlSfnK-9U"`;
  expect(detectorsIn('/usr/lib/google-cloud-sdk/platform/gsutil/gslib/kms_api.py', apiKey)).toEqual([]);
  expect(detectorsIn('/app/kms_api.py', apiKey)).toEqual(['google-api-key']);
});
