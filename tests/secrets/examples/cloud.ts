import type { Examples } from './index.ts';

const secret = 'VA/jEnTYGUHe1Ldw6RxrrBR7RZ53l3a/rfzk1J/o';
const accessKeyId = `AK${'IA64CFSU'}OSG2WPIZZX`;
const accountKey = 'GoAmxzD01H2cCBSge5BE0AMhAwuz8I/vkNuNwlVkAeWVwOi6GV1OQitqF0Q++MMBGw1tCDdsLEBhBjIx+II+bA==';
const sharedKey = 'ZopaUtZ8+dO6fk8gIVNa9zuqlN1HzyxiqHiJAJZqrIo=';
const presigned = btoa(
  `bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=made-up&X-Amz-Signature=${'0123456789abcdef'.repeat(8)}&Version=1`,
);
const session =
  'X2VjEPPbpcs0iJaBWqqBVWywbG3FkwznTuS33dyMNATLFaVGyknmcS40RYoTHBPrBx9ChV1kUCL84YajiR0OtJ8J4LCRJYExtMnxUTSlKfdgBwCZDelS1iZ+8V7rmX1BmcXtj2OxVHyak1JtkODaTqF60n9xFayp7alVyw==';
const storageFront = 'W7vUs9w410Vn5hjzO/3kAgcCapvyr4B0fimTBMis/OSVIExPynwXll7973kF7TwGT5/R7MuQpFK8';
const redisFront = 'McUA9zFBEkhn6cJ7Qdoo2ClxWyWqbjmig';
const searchFront = '3f09zf8lAmJCcCPrzLLwoNXgoyDZjISqQdKlSDdu7I';
const functionFront = 'lJm80lDnCwp8GkzDTAG7RnGcDl9Y9VU566wbtzdtLycc';
const annotatedFront = 'RS44SfDWKuOmkQQtmphXwo90Kgzi7WSWobXMNm0GBwmnTOIHxJ6Y';
const devOpsFront = 'z9lT2Qi3h7BQ8S9n9av9SJjAA3L24plOhNcn7PL7UCnoXfrZqQusJQQJ99BKACAAKVe8Ul3vBV6f';
const signature = 'bd%2F4jJ0Kbp%2BurXCHQsd3Qe4Tq01Y2r9bkK3pXmvzmWU%3D';
const flyMacaroon =
  'lJPEELyaIDgPVKmVBMmLTkKy0eAhiDNHvDyIo3TiVQbO35n5xf+9QFx4w9Hsi3h/9Bo/bY3fayB6Ax3Db2iLvfFk16Nm4OBgl77YjE3yyomyNj022o2ZUEZbQPx6opJciRdm5+WT7RA9ydvLq1IeJZOTTE85/bCq/DXVYQ==';
const originCa =
  '121077c8427afb29ed3a40fe-1568aa938a6c551dd26082e1bdc23f28709f00175a6ef06c7e907a6503096c4dc68f7217c361024ef9bb9c1eba4047eefa47cb1a476c62a750fd6c59848fdb856d2043eb00f05a37b6';

// Made up, and the prefixes are written apart, as those of the forges are.
export const cloud: Readonly<Record<string, Examples>> = {
  'aws-access-key-id': {
    matches: [`aws_access_key_id = ⟦${accessKeyId}⟧`, `{"AccessKeyId": "⟦AS${accessKeyId.slice(2)}⟧"}`],
    misses: [
      `AK${'IA64CFSU'}OSG2WPIZ1X`,
      `AK${'IA64CFSU'}OSG2WPIZZXA`,
      `Q${accessKeyId}`,
      `AK${'IA'}${'A'.repeat(16)}`,
      `AK${'IAIOSFOD'}NN7EXAMPLE`,
    ],
  },
  'aws-secret-access-key': {
    matches: [
      `AWS_SECRET_ACCESS_KEY=⟦${secret}⟧`,
      `aws_secret_access_key = ⟦${secret}⟧`,
      `{"SecretAccessKey": "⟦${secret}⟧"}`,
      `<SecretAccessKey>⟦${secret}⟧</SecretAccessKey>`,
      `ENV AWS_SECRET_ACCESS_KEY ⟦${secret}⟧`,
      `- name: AWS_SECRET_ACCESS_KEY\n  value: ⟦${secret}⟧`,
      `{"name": "AWS_SECRET_ACCESS_KEY", "value": "⟦${secret}⟧"}`,
      `${accessKeyId}:⟦${secret}⟧`,
      `new BasicAWSCredentials("${accessKeyId}", "⟦${secret}⟧")`,
      `access_key = "${accessKeyId}"\n  secret_key = "⟦${secret}⟧"`,
      `Access key ID,Secret access key\n${accessKeyId},⟦${secret}⟧`,
    ],
    misses: [
      'AWS_SECRET_ACCESS_KEY=da39a3ee5e6b4b0d3255bfef95601890afd80709',
      'AWS_SECRET_ACCESS_KEY=/run/secrets/aws/credentials/of/the/shop',
      'aws_secret_access_key = <your secret key>',
      'AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}',
      `AWS_SECRET_ACCESS_KEY=${secret}TooLong`,
      `checksum = ${secret}`,
    ],
    worst: ['aws_secret', 'secret_access_key ', `${accessKeyId} ${'secret'.repeat(20)}`, `aws_secret${' '.repeat(60)}`],
  },
  'aws-session-token': {
    matches: [`AWS_SESSION_TOKEN=⟦IQoJb3Jp${'Z2lu'}${session}⟧`, `"SessionToken": "⟦FwoGZXIv${'YXdz'}${session}⟧"`],
    misses: [`IQoJb3Jp${'Z2lu'}${session.slice(0, 60)}`, `A+IQoJb3Jp${'Z2lu'}${session}`],
    worst: [`IQoJb3Jp${'Z2lu'}`, ` IQoJb3Jp${'Z2lu'}`, ` IQoJb3Jp${'Z2lu'}${'Ab'.repeat(45)}`],
  },
  'aws-bedrock-key': {
    matches: [
      `AWS_BEARER_TOKEN_BEDROCK=⟦ABSK${'Qm'}Vkcm9ja0FQSUtleS14N3F6LWF0LTEyMzQ1Njc4OTAxMjpVaHNwM3hVQTlWYzc2U0NZN05mZlVWbytMRTdwWUFUK0o3VDZVc250ME9BPQ==⟧`,
    ],
    misses: [`ABSK${'Qm'}Vkcm9ja0FQSUtleS14N3F6LWF0LTEy`, `ABSK${'Qm'}Vkcm9ja0FQSUtleS${'x'.repeat(90)}`],
    worst: [`ABSK${'Qm'}Vkcm9ja0FQSUtleS`, `ABSK${'Qm'}Vkcm9ja0FQSUtleS${'a1'.repeat(30)}_`],
  },
  'aws-bedrock-short-key': {
    matches: [`AWS_BEARER_TOKEN_BEDROCK=⟦bedrock-api-${'key-'}${presigned}⟧`],
    misses: [
      `bedrock-api-${'key-'}${presigned.slice(0, 100)}`,
      `bedrock-api-${'key-'}${btoa('bedrock.example.com/?'.padEnd(300, 'a'))}`,
      'bedrock-api-key-lasts-twelve-hours',
    ],
    worst: [`bedrock-api-${'key-'}`, `bedrock-api-${'key-'}YmVkcm9jay${'A'.repeat(3001)}.`],
  },
  'google-api-key': {
    matches: [
      `"current_key": "⟦AI${'zaT9'}foyyM5jmqeLb7PwBH2N1zLePZlSfnK-9U⟧"`,
      `https://maps.googleapis.com/maps/api/js?key=⟦AI${'zaT9'}foyyM5jmqeLb7PwBH2N1zLePZlSfnK-9U⟧&libraries=places`,
    ],
    misses: [
      `AI${'zaT9'}foyyM5jmqeLb7PwBH2N1zLePZlSfnK`,
      `AI${'zaT9'}foyyM5jmqeLb7PwBH2N1zLePZlSfnK-9Uaaaa`,
      `AI${'za'}${'abc'.repeat(11)}ab`,
      `AI${'zaYOUR'}_API_KEY_GOES_HERE_foyyM5jmqeL9`,
    ],
  },
  'google-oauth-client-secret': {
    matches: [`"client_secret":"⟦GOC${'SPX-'}pXdxgAyJ9ujjnk8hUJQQ-u_R3r4d⟧"`],
    misses: [`GOC${'SPX-'}pXdxgAyJ9ujjnk8hUJQQ`, `GOC${'SPX-'}your-client-secret-goes-here`],
  },
  'google-access-token': {
    matches: [
      `Authorization: Bearer ⟦ya2${'9.'}v1ohf_crVQ3S8UH5Nmkn-SOFFfI_D-_3l6BadJ7lMTi7yrNz63Rb-RI5mtYKsb6vs8fKBq2VlYjSnaWZfezCGGeM7S_DHhD3JjFv3ALf-IWkvJOKSoeqDaat⟧`,
    ],
    misses: [`ya2${'9.'}v1ohf_crVQ3S8UH5Nmkn`, `ya2${'9.'}${'abc'.repeat(40)}`],
    worst: [`ya2${'9.'}`, `ya2${'9.'}a`, `ya2${'9.'}${'ab'.repeat(30)} `],
  },
  'azure-account-key': {
    matches: [
      `DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=⟦${accountKey}⟧;EndpointSuffix=core.windows.net`,
      `AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=⟦${accountKey}⟧;`,
      `AZURE_STORAGE_KEY="⟦${accountKey}⟧"`,
      `storage_account_key: ⟦${accountKey}⟧`,
    ],
    misses: [
      `AccountKey=${accountKey.slice(4)}`,
      `AccountKey=${'A'.repeat(86)}==`,
      'AccountKey=<your-account-key>;EndpointSuffix=core.windows.net',
      `checksum=${accountKey}`,
    ],
    worst: ['accountkey', 'accountkey      =', `accountkey=${'ab'.repeat(45)}`],
  },
  'azure-shared-access-key': {
    matches: [
      `Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=⟦${sharedKey}⟧`,
      `Endpoint=https://acme.service.signalr.net;AccessKey=⟦${sharedKey}⟧;Version=1.0;`,
    ],
    misses: [`SharedAccessKey=${sharedKey.slice(2)}`, `SharedAccessKey=${'0'.repeat(43)}=`, 'SharedAccessKey={key}'],
    worst: ['AccessKey=', `AccessKey=${'a'.repeat(84)}`],
  },
  'azure-marked-key': {
    matches: [
      `key: ⟦${storageFront}+A${'St'}OPEOoQ==⟧`,
      `REDIS=acme.redis.cache.windows.net:6380,password=⟦${redisFront}Az${'Ca'}oOFmcc=⟧,ssl=True`,
      `api-key: ⟦${searchFront}Az${'Se'}Bg10VQ⟧`,
      `?code=⟦${functionFront}Az${'Fu'}rH4xwg==⟧`,
    ],
    misses: [
      `key: ${storageFront}+A${'St'}OPEOo`,
      `key: a${storageFront}+A${'St'}OPEOoQ==`,
      `key: ${storageFront}Az${'Se'}OPEOoQ==`,
      `${searchFront}Az${'Se'}Bg10VQmore`,
      'the APIM gateway',
    ],
    worst: ['AzSe', ' AzSeaaaaaa', `${'a'.repeat(75)}AzSeaaaaaa`, `${'a'.repeat(40)} AzSeaaaaaa`],
  },
  'azure-annotated-key': {
    matches: [`AZURE_OPENAI_API_KEY=⟦${annotatedFront}JQ${'QJ99'}BACACnEXHOcAcMXJ3wCOGewrz7⟧`],
    misses: [
      `${annotatedFront}JQ${'QJ99'}BZCACnEXHOcAcMXJ3wCOGewrz7`,
      `${annotatedFront.slice(1)}JQ${'QJ99'}BACACnEXHOcAcMXJ3wCOGewrz7`,
      `${annotatedFront}JQ${'QJ99'}BACACnEXHOcAcM`,
    ],
  },
  'azure-devops-token': {
    matches: [
      `AZURE_DEVOPS_EXT_PAT=⟦${devOpsFront}AZ${'DO'}nwKb⟧`,
      `https://acme:⟦${devOpsFront}AZ${'DO'}nwKb⟧@dev.azure.com/acme`,
    ],
    misses: [`${devOpsFront.slice(1)}AZ${'DO'}nwKb`, `${devOpsFront}AZ${'DO'}nwKbc`, 'AZDO'],
    worst: ['AZDO', ' AZDOaaaa', `${'a'.repeat(75)}AZDOaaaa `],
  },
  'azure-client-secret': {
    matches: [
      `AZURE_CLIENT_SECRET=⟦P8t8${'Q~'}oGyEpDH8CcqG8w99CR8wq3hHClXy1NvYCL⟧`,
      `"clientSecret": "⟦P8t7${'Q~'}oGyEpDH8CcqG8w99CR8wq3hHClXy1Nv⟧"`,
    ],
    misses: [
      `P8t8${'Q~'}oGyEpDH8CcqG8w99CR8wq3h`,
      `AP8t8${'Q~'}oGyEpDH8CcqG8w99CR8wq3hHClXy1NvYCL`,
      `P8t9${'Q~'}oGyEpDH8CcqG8w99CR8wq3hHClXy1NvYCL`,
      `abc8${'Q~'}${'abab'.repeat(8)}ab`,
    ],
    worst: ['8Q~', 'abc8Q~', ` abc8Q~${'a'.repeat(33)}`],
  },
  'azure-sas': {
    matches: [
      `https://acme.blob.core.windows.net/backup?sp=r&st=2026-01-01T00:00:00Z&se=2027-01-01T00:00:00Z&spr=https&sv=2022-11-02&sr=c&sig=⟦${signature}⟧`,
      `https://acme.blob.core.windows.net/backup?sv=2022-11-02&sr=c&sig=⟦${signature}⟧&se=2027-01-01`,
      `SharedAccessSignature sr=acme.servicebus.windows.net&sig=⟦${signature}⟧&se=1790000000&skn=send`,
      `<Url>https://acme.blob.core.windows.net/a?sv=2022-11-02&amp;sr=c&amp;sig=⟦${signature}⟧</Url>`,
      'https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual/run?sp=%2Frun&sv=1.0&sig=⟦bd_4jJ0Kbp-urXCHQsd3Qe4Tq01Y2r9bkK3pXmvzmWU⟧',
    ],
    misses: [
      `https://acme.example/download?file=1&sig=${signature}`,
      'https://acme.blob.core.windows.net/backup?sv=2022-11-02&se=2027-01-01&sig=XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX%3D',
      `https://acme.blob.core.windows.net/backup?sv=2022-11-02&se=2027-01-01&sig=${signature.slice(8)}`,
    ],
    worst: ['sig=', '&sig=', `?sv=2022&sig=${signature} `],
  },
  'digitalocean-token': {
    matches: [
      `DIGITALOCEAN_TOKEN=⟦dop_${'v1_'}21c65873a5c6f8bc99f9f6431afea4beb4cf210397646999012e795c7a2f5126⟧`,
      `refresh: ⟦dor_${'v1_'}21c65873a5c6f8bc99f9f6431afea4beb4cf210397646999012e795c7a2f5126⟧`,
    ],
    misses: [
      `dop_${'v1_'}21c65873a5c6f8bc99f9f6431afea4be`,
      `dox_${'v1_'}21c65873a5c6f8bc99f9f6431afea4beb4cf210397646999012e795c7a2f5126`,
      `dop_${'v1_'}${'0'.repeat(64)}`,
    ],
  },
  'alibaba-access-key-id': {
    matches: [`ALIBABA_CLOUD_ACCESS_KEY_ID=⟦LT${'AIt7Y2'}fAD88y5DTbQNNkXc⟧`, `accessKeyId: ⟦LT${'AIt7Y2'}fAD88y5D⟧`],
    misses: [
      `LT${'AIt7Y2'}fAD88y5DTbQNNkXcd`,
      `aLT${'AIt7Y2'}fAD88y5DTbQNNkXc`,
      `LT${'AIT7Y2'}FAD88Y5DTBQNNKXC`,
      'LTAIxxxxxxxxxxxxxxxxxxxx',
    ],
  },
  'alibaba-access-key-secret': {
    matches: [
      `ALIBABA_CLOUD_ACCESS_KEY_SECRET=⟦CNzwH9WWEwQIva154lemOC6iCR7fQw⟧`,
      `accessKeySecret: "⟦CNzwH9WWEwQIva154lemOC6iCR7fQw⟧"`,
    ],
    misses: [
      'accessKeySecret = theSecretThatIsKeptElsewhere01',
      'accessKeySecret: CNzwH9WWEwQIva154lemOC6iCR7f',
      'access_key_secret=${ACCESS_KEY_SECRET}',
    ],
    worst: ['accesskeysecret', 'accesskeysecret     :     '],
  },
  'cloudflare-token': {
    matches: [
      `CLOUDFLARE_API_TOKEN=⟦cfu${'t_'}Z9yTJrVG8htxcp5yNYitwjYkykZ7VqPGhWDAmenjQcyBECPx⟧`,
      `CLOUDFLARE_API_KEY=⟦cf${'k_'}Z9yTJrVG8htxcp5yNYitwjYkykZ7VqPGhWDAmenjQcyBECPx⟧`,
    ],
    misses: [
      `cfu${'t_'}Z9yTJrVG8htxcp5yNYitwjYkykZ7VqPG`,
      `cfx${'t_'}Z9yTJrVG8htxcp5yNYitwjYkykZ7VqPGhWDAmenjQcyBECPx`,
      `cfu${'t_'}${'abc'.repeat(16)}`,
    ],
  },
  'cloudflare-origin-ca-key': {
    matches: [`X-Auth-User-Service-Key: ⟦v1${'.0-'}${originCa}⟧`],
    misses: ['linux-v1.0-121077c8427afb29ed3a40fe', `v1${'.0-'}${originCa.slice(0, 100)}`, `v1${'.0-'}${originCa}ab`],
  },
  'fly-token': {
    matches: [
      `FLY_API_TOKEN="FlyV1 ⟦fm${'2_'}${flyMacaroon}⟧"`,
      `access_token: ⟦fo${'1_'}Odcjg4XQzDSCyMHanbD8ADx6WoDiqi6k5UAqE8hdUcW⟧`,
      `fm1r: ⟦fm1${'r_'}${flyMacaroon.slice(0, 80)}⟧`,
    ],
    misses: [
      `fm${'2_'}${flyMacaroon.slice(0, 60)}`,
      `fm${'2_'}A${flyMacaroon.slice(1)}`,
      `fo${'1_'}Odcjg4XQzDSCyMHanbD8ADx6`,
    ],
    worst: [`fm${'2_'}`, `fm${'2_'}${'ab'.repeat(45)}`, `fo${'1_'}a`],
  },
  'heroku-key': {
    matches: [
      `HEROKU_API_KEY=⟦HR${'KU-'}AA91yvmwsIX0HVY783Hd1RpwcSVJs8p2U3FJhQaGnV3CwuaHs1jFMH0sWVJK⟧`,
      `password ⟦HR${'KU-'}1c2f4a7e-9b3d-4c68-8f05-d7a1e62b904c⟧`,
    ],
    misses: [`HR${'KU-'}1c2f4a7e-9b3d-4c68`, `HR${'KU-'}${'x'.repeat(60)}`],
    worst: [`HR${'KU-'}`, `HR${'KU-'}a`],
  },
};
