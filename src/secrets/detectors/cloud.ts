import type { Severity } from '../../severity.ts';
import { always, textOfBase64, tokenCheck } from '../checks.ts';
import type { Detector } from '../detector.ts';
import { entropyOf } from '../entropy.ts';
import { isPlaceholder } from '../placeholders.ts';

/** Forty random characters of base64 have 4.2 bits of entropy or more; paths and names of that length have less. */
const leastSecretEntropy = 4.15;
const isMixed = (value: string): boolean => /[a-z]/.test(value) && /[A-Z]/.test(value);

const severityOfKeyBytes =
  (...lengths: readonly number[]) =>
  (value: string): Severity | null =>
    !isPlaceholder(value) && lengths.includes(textOfBase64(value)?.length ?? 0) && entropyOf(value) > 4
      ? 'error'
      : null;

/** Keys of Azure services bear the service's mark: its place from the beginning, by the length of the key. */
const azureMarks: Readonly<Record<number, { at: number; mark: RegExp }>> = {
  44: { at: 33, mark: /AIoT|AzCa|\+ASb|\+AEh|\+ARm/y },
  52: { at: 42, mark: /AzSe|\+ACR/y },
  56: { at: 44, mark: /AzFu/y },
  88: { at: 76, mark: /APIM|ACDb|\+ABa|\+AMC|\+ASt/y },
};

function bearsAzureMark(key: string): boolean {
  const place = azureMarks[key.length];
  if (!place) return false;
  place.mark.lastIndex = place.at;
  return place.mark.test(key);
}

/** Characters around a signature that hold the rest of its query: a pattern may look behind at as many. */
const queryReach = 128;
const versionOrEnd = /(?:[?&;"']|u0026)(?:sv=(?:20\d\d-\d\d-\d\d|1\.0)|sk?e=\d)/;

/** A signature of a URL is one of Azure where the query tells the version of the service, or when it ends. */
function isOfSharedAccess({ 0: text, index, input }: RegExpExecArray): boolean {
  const before = input.slice(Math.max(0, index - queryReach), index);
  const after = input.slice(index + text.length, index + text.length + queryReach);
  return versionOrEnd.test(`?${before.split(/\s/).at(-1)}`) || versionOrEnd.test(after.split(/\s/, 1)[0] ?? '');
}

/** Macaroons of Fly.io: an array of four (MessagePack), the first of it one of three. */
const isFlyMacaroon = (token: string): boolean =>
  textOfBase64(token.slice(token.indexOf('_') + 1))?.startsWith('\x94\x93') ?? false;

const amazon: readonly Detector[] = [
  {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    id: 'aws-access-key-id',
    title: 'AWS access key ID',
    // Says whose the key is, and opens nothing without the secret that mostly stands beside it.
    severity: 'warning',
    anchors: ['AKIA', 'ASIA'],
    pattern: /(?<![A-Z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Z0-9])/y,
    distinctive: true,
    check: tokenCheck((value) => (entropyOf(value) > 2.8 ? 'warning' : null)),
    rotate: 'Deactivate, then delete the access key in IAM, Users, Security credentials (aws iam delete-access-key).',
  },
  {
    id: 'aws-secret-access-key',
    title: 'AWS secret access key',
    severity: 'error',
    anchors: [
      'aws_secret',
      'aws-secret',
      'awssecret',
      'secret_access_key',
      'secret-access-key',
      'secret access key',
      'secretaccesskey',
      'akia',
    ],
    anyCase: true,
    // By its name, or behind the ID of the key, as in `AKIA…:secret` and in two arguments or settings one after the other.
    pattern:
      /(?:(?:aws[_-]?secret|secret[_ -]?access[_ -]?key)(?:(?!secret)[\w-]){0,30}(?![\w-])["'\])]{0,3}(?:,?\s{1,40}["']?value["']?\s{0,3}:|\s{0,5}(?:=>|:=|[:=>,\s]))|AKIA[A-Z2-7]{16}["']?(?:\s{0,3}[,:;|]|[\s,]{1,20}["']?[\w.-]{0,40}secret[\w.-]{0,30}["']?\s{0,3}[:=]))\s{0,5}["'(]{0,2}(?<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/iy,
    check: (value) =>
      isMixed(value) && entropyOf(value) > leastSecretEntropy && !isPlaceholder(value) ? 'error' : null,
    rotate: 'Deactivate, then delete the access key in IAM, Users, Security credentials (aws iam delete-access-key).',
  },
  {
    // Base64 of fields that name the origin: 'origin_ec' of a region, or 'er/aws'.
    id: 'aws-session-token',
    title: 'AWS session token',
    // It ends by itself, after 36 hours at most.
    severity: 'warning',
    anchors: ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz'],
    pattern: /(?<![A-Za-z0-9+/])(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9+/]{100,2500}={0,2}/y,
    reach: 2600,
    distinctive: true,
    check: (value) => (isPlaceholder(value) || textOfBase64(value) === null ? null : 'warning'),
    rotate: 'It ends by itself; to end it now, revoke the role’s active sessions in IAM, Roles, Revoke sessions.',
  },
  {
    // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-how.html
    id: 'aws-bedrock-key',
    title: 'Amazon Bedrock API key',
    severity: 'error',
    anchors: ['ABSKQmVkcm9ja0FQSUtleS'],
    pattern: /ABSKQmVkcm9ja0FQSUtleS(?:(?!ABSK)[A-Za-z0-9+/]){60,240}={0,2}/y,
    distinctive: true,
    check: tokenCheck((value) =>
      /^BedrockAPIKey-[a-z0-9]+-at-\d{12}:/.test(textOfBase64(value.slice('ABSK'.length)) ?? '') ? 'error' : 'warning',
    ),
    rotate: 'Deactivate, then delete it in IAM, Users, Security credentials, API keys for Amazon Bedrock.',
  },
  {
    // Base64 of an address that is signed in advance. https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-how.html
    id: 'aws-bedrock-short-key',
    title: 'Amazon Bedrock API key that ends by itself',
    // After 12 hours at most.
    severity: 'warning',
    anchors: ['bedrock-api-key-'],
    pattern: /bedrock-api-key-YmVkcm9jay[A-Za-z0-9+/]{200,3000}={0,2}/y,
    reach: 3100,
    distinctive: true,
    check: tokenCheck((value) =>
      textOfBase64(value.slice('bedrock-api-key-'.length))?.startsWith('bedrock.amazonaws.com') ? 'warning' : null,
    ),
    rotate: 'It ends by itself; to end it now, deny the role or user that made it what it may do in IAM.',
  },
];

const google: readonly Detector[] = [
  {
    // https://docs.cloud.google.com/docs/authentication/api-keys
    id: 'google-api-key',
    title: 'Google API key',
    // Those of maps and of Firebase are made to be seen, and limited by where they are used from.
    severity: 'warning',
    anchors: ['AIza'],
    pattern: /AIza(?:(?!AIza)[A-Za-z0-9_-]){35}/y,
    distinctive: true,
    check: tokenCheck((value) => (entropyOf(value) > 4 ? 'warning' : null)),
    rotate:
      'Limit it to the APIs and places it is for, or delete it, in APIs & Services, Credentials of the Google Cloud project.',
  },
  {
    id: 'google-oauth-client-secret',
    title: 'Google OAuth client secret',
    severity: 'error',
    anchors: ['GOCSPX-'],
    pattern: /GOCSPX-[A-Za-z0-9_-]{28}/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate:
      'Add a new secret to the OAuth client in APIs & Services, Credentials of the Google Cloud project, and disable this one.',
  },
  {
    id: 'google-access-token',
    title: 'Google OAuth access token',
    // It ends by itself after an hour.
    severity: 'warning',
    anchors: ['ya29.'],
    pattern: /ya29\.(?:(?!ya29\.)[A-Za-z0-9_.-]){60,1800}/y,
    reach: 1900,
    distinctive: true,
    check: tokenCheck((value) => (isMixed(value) && entropyOf(value) > 4 ? 'warning' : null)),
    rotate:
      'It ends an hour after it was made; to be sure, revoke the application’s access at myaccount.google.com/connections.',
  },
];

const azure: readonly Detector[] = [
  {
    // https://learn.microsoft.com/en-us/purview/sit-defn-azure-storage-account-key-generic
    id: 'azure-account-key',
    title: 'Azure storage or Cosmos DB account key',
    severity: 'error',
    anchors: [
      'accountkey',
      'account_key',
      'account-key',
      'storage_key',
      'storage-key',
      'storagekey',
      'storage_access_key',
      'cosmos_key',
    ],
    anyCase: true,
    pattern:
      /(?:account[_-]?key|storage[_-]?key|storage_access_key|cosmos_key)(?:(?!key)[\w-]){0,20}(?![\w-])["'\])]{0,3}\s{0,5}(?:=>|:=|[:=>,])\s{0,5}["'(]{0,2}(?<value>[A-Za-z0-9+/]{86}==)/iy,
    check: severityOfKeyBytes(64),
    rotate:
      'Rotate the key of the account in the Azure portal, Security + networking, Access keys (az storage account keys renew).',
  },
  {
    // SharedAccessKey of Service Bus, Event Hubs and IoT Hub, AccessKey of SignalR and Communication Services.
    id: 'azure-shared-access-key',
    title: 'Azure shared access key',
    severity: 'error',
    anchors: ['AccessKey='],
    pattern: /AccessKey=(?<value>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])/y,
    check: severityOfKeyBytes(32, 64),
    rotate: 'Regenerate the key of the shared access policy in the Azure portal.',
  },
  {
    // Keys that bear a mark of the service: storage, Cosmos DB, Service Bus, Event Hubs, IoT Hub, Search, Functions and others.
    // https://learn.microsoft.com/en-us/purview/sit-defn-all-creds
    id: 'azure-marked-key',
    title: 'Azure service key',
    severity: 'error',
    anchors: ['AIoT', 'AzCa', '+ASb', '+AEh', '+ARm', 'AzSe', '+ACR', 'AzFu', 'APIM', 'ACDb', '+ABa', '+AMC', '+ASt'],
    pattern:
      /(?=[A-Za-z0-9+]{4}[A-Za-z0-9+/_-]{5,6}={0,2}(?![A-Za-z0-9+/_=-]))(?<=(?<![A-Za-z0-9+/_-])(?<before>[A-Za-z0-9+/_-]{76}|[A-Za-z0-9+/_-]{44}|[A-Za-z0-9+/]{42}|[A-Za-z0-9+/]{33}))[A-Za-z0-9+/_-]{9,10}={0,2}/y,
    distinctive: true,
    check: (value) => (bearsAzureMark(value) && !isPlaceholder(value) ? 'error' : null),
    rotate: 'Regenerate the key in the Azure portal, under Keys or Access keys of the service.',
  },
  {
    // 52 random characters, a mark, when and by whom it was made, and a checksum.
    id: 'azure-annotated-key',
    title: 'Azure AI, Azure or NuGet key',
    severity: 'error',
    anchors: ['JQQJ99', 'JQQJ9D', 'JQQJ9H'],
    pattern:
      /(?=JQQJ9[9DH][A-Za-z0-9][A-L][A-Za-z0-9]{24}(?![A-Za-z0-9+/]))(?<=(?<![A-Za-z0-9+/])(?<before>[A-Za-z0-9]{52}))[A-Za-z0-9]{32}/y,
    distinctive: true,
    check: (value) => (isPlaceholder(value) || value.startsWith('AZDO', 76) ? null : 'error'),
    rotate: 'Regenerate it where it was made: Keys and Endpoint of the Azure resource, or API Keys on nuget.org.',
  },
  {
    // https://learn.microsoft.com/en-us/azure/devops/release-notes/2024/sprint-241-update; older ones can't be told from others.
    id: 'azure-devops-token',
    title: 'Azure DevOps personal access token',
    severity: 'error',
    anchors: ['AZDO'],
    pattern: /(?=AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9+/=]))(?<=(?<![A-Za-z0-9+/])(?<before>[A-Za-z0-9]{76}))[A-Za-z0-9]{8}/y,
    distinctive: true,
    check: (value) => (isPlaceholder(value) || !isMixed(value) ? null : 'error'),
    rotate: 'Revoke it under User settings, Personal access tokens at dev.azure.com.',
  },
  {
    id: 'azure-client-secret',
    title: 'Microsoft Entra client secret',
    severity: 'error',
    anchors: ['7Q~', '8Q~'],
    pattern:
      /(?<=(?<![A-Za-z0-9_~.-])(?<before>[A-Za-z0-9_~.-]{3}))[78]Q~(?:[A-Za-z0-9_~.-]{34}|[A-Za-z0-9_~.-]{31})(?![A-Za-z0-9_~-])/y,
    distinctive: true,
    check: (value) => (isPlaceholder(value) || entropyOf(value) < 3.7 ? null : 'error'),
    rotate: 'Remove it under Certificates & secrets of the app registration in Microsoft Entra.',
  },
  {
    // https://learn.microsoft.com/en-us/rest/api/storageservices/create-service-sas
    id: 'azure-sas',
    title: 'Azure shared access signature',
    severity: 'error',
    anchors: ['sig='],
    pattern:
      /(?<=[?&;"'\s]|u0026)sig=(?<value>(?:[A-Za-z0-9+/]|%2[BbFf]){43}(?:=|%3[Dd])|[A-Za-z0-9_-]{43})(?![A-Za-z0-9%+/=_-])/y,
    check: (value, match) => (isPlaceholder(value) || !isOfSharedAccess(match) ? null : 'error'),
    rotate:
      'Rotate the account key that signed it, or change the stored access policy; one that has ended opens nothing.',
  },
];

const others: readonly Detector[] = [
  {
    // https://docs.digitalocean.com/reference/api/create-personal-access-token/
    id: 'digitalocean-token',
    title: 'DigitalOcean token',
    severity: 'error',
    anchors: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    pattern: /do[opr]_v1_[0-9a-f]{64}/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate: 'Delete it under API, Tokens in the DigitalOcean control panel.',
  },
  {
    // https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair
    id: 'alibaba-access-key-id',
    title: 'Alibaba Cloud AccessKey ID',
    // As with that of AWS: it opens nothing without its secret.
    severity: 'warning',
    anchors: ['LTAI'],
    pattern: /(?<![A-Za-z0-9+/])LTAI(?:[A-Za-z0-9]{20}|[A-Za-z0-9]{16}|[A-Za-z0-9]{12})(?![A-Za-z0-9+/=])/y,
    check: tokenCheck((value) => (/\d/.test(value) && /[a-z]/.test(value) && entropyOf(value) > 3 ? 'warning' : null)),
    rotate: 'Disable, then delete it under AccessKey in the RAM console of Alibaba Cloud.',
  },
  {
    id: 'alibaba-access-key-secret',
    title: 'Alibaba Cloud AccessKey secret',
    severity: 'error',
    anchors: ['accesskeysecret', 'access_key_secret', 'access-key-secret'],
    anyCase: true,
    pattern:
      /access[_-]?key[_-]?secret["'\])]{0,3}\s{0,5}(?:=>|:=|[:=>,])\s{0,5}["'(]{0,2}(?<value>[A-Za-z0-9]{30})(?![A-Za-z0-9+/=_.(-])/iy,
    check: (value) =>
      isMixed(value) && /\d/.test(value) && entropyOf(value) > 3.75 && !isPlaceholder(value) ? 'error' : null,
    rotate: 'Disable, then delete it under AccessKey in the RAM console of Alibaba Cloud.',
  },
  {
    // https://developers.cloudflare.com/fundamentals/api/get-started/token-formats
    id: 'cloudflare-token',
    title: 'Cloudflare API token',
    severity: 'error',
    anchors: ['cfut_', 'cfat_', 'cfk_'],
    pattern: /cf(?:[ua]t|k)_[A-Za-z0-9]{44,56}/y,
    distinctive: true,
    check: tokenCheck((value) => (entropyOf(value) > 4 ? 'error' : null)),
    rotate: 'Roll or delete it under My Profile, API Tokens (or Manage Account) in the Cloudflare dashboard.',
  },
  {
    // https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/
    id: 'cloudflare-origin-ca-key',
    title: 'Cloudflare Origin CA key',
    severity: 'error',
    anchors: ['v1.0-'],
    pattern: /v1\.0-[0-9a-f]{24}-[0-9a-f]{146}/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate: 'Change it under My Profile, API Tokens, Origin CA Key in the Cloudflare dashboard.',
  },
  {
    // https://github.com/superfly/macaroon, and the older OAuth tokens
    id: 'fly-token',
    title: 'Fly.io access token',
    severity: 'error',
    anchors: ['fm2_', 'fm1r_', 'fm1a_', 'fo1_'],
    pattern: /fm(?:2|1[ra])_[A-Za-z0-9+/]{64,1800}={0,2}|fo1_(?:(?!fo1_)[A-Za-z0-9_-]){43}/y,
    reach: 1900,
    distinctive: true,
    check: tokenCheck((value) =>
      value.startsWith('fo1_') ? (isMixed(value) ? 'error' : null) : isFlyMacaroon(value) ? 'error' : null,
    ),
    rotate: 'Revoke it by fly tokens revoke, or under Access Tokens at fly.io/dashboard.',
  },
  {
    // https://devcenter.heroku.com/changelog-items/3175
    id: 'heroku-key',
    title: 'Heroku API key',
    severity: 'error',
    anchors: ['HRKU-'],
    pattern: /HRKU-(?:(?:(?!HRKU-)[A-Za-z0-9_-]){60}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/y,
    distinctive: true,
    check: tokenCheck(always('error')),
    rotate:
      'Regenerate it under Account settings, API Key at dashboard.heroku.com, or by heroku authorizations:revoke.',
  },
];

/** Providers of clouds. */
export const cloud: readonly Detector[] = [...amazon, ...google, ...azure, ...others];
