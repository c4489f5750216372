import type { Detector } from '../detector.ts';
import { assignedTo, ifNamed } from './assigned-to.ts';
import { ifMixed, unlessPlaceholder } from '../checks.ts';
import { isPlaceholder } from '../placeholders.ts';

/**
 * How the base64 of a number of 17 digits and more begins: four characters hold three digits, which leave them few.
 * Four and not three, as the search is the faster the longer its anchors are.
 */
function base64OfThreeDigits(): string[] {
  const numbers = Array.from({ length: 900 }, (_, index) => String(index + 100));
  return numbers.map((digits) => btoa(digits));
}

/** The first part of a bot's token is its id in base64, without padding: a number made from the time. */
function isSnowflake(part: string): boolean {
  if (part.length % 4 === 1) return false;
  return /^\d{17,20}$/.test(atob(part));
}

/** Chat, mail and telephone. */
export const messaging: readonly Detector[] = [
  {
    // https://docs.slack.dev/authentication/tokens
    id: 'slack-token',
    title: 'Slack token',
    severity: 'error',
    anchors: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxo-', 'xoxs-'],
    pattern:
      /(?<![A-Za-z0-9])xox[abprso]-(?:2-)?\d{9,14}-(?:[A-Za-z0-9]{9,14}-)?(?:\d{9,14}-)?(?<secret>[A-Za-z0-9]{10,64})(?![A-Za-z0-9])/y,
    distinctive: true,
    check(token, match) {
      if (isPlaceholder(match.groups?.['secret'] ?? '')) return null;
      // Those from before August 2016 are shorter: https://docs.slack.dev/changelog/2016/08/23/token-lengthening
      // Numbers of a team and a user stand before it. One that was made up does not open anything, but who knows.
      return /^xox.-[1-9][\d-]{7,48}-[A-Za-z0-9]{20,64}$/.test(token) ? 'error' : 'warning';
    },
    rotate: 'Revoke it on api.slack.com under Your Apps, OAuth & Permissions, and install the app again.',
  },
  {
    // https://docs.slack.dev/authentication/using-token-rotation
    id: 'slack-rotating-token',
    title: 'Slack configuration or refresh token',
    severity: 'error',
    anchors: ['xoxe-', 'xoxe.'],
    pattern: /(?<![A-Za-z0-9])xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{100,300}(?![A-Za-z0-9])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it on api.slack.com under Your Apps, Your App Configuration Tokens, and let the app get new ones.',
  },
  {
    // https://docs.slack.dev/authentication/tokens says the prefix; what follows is as known, and may be longer or shorter.
    id: 'slack-app-token',
    title: 'Slack app-level token',
    severity: 'error',
    anchors: ['xapp-'],
    pattern: /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[A-Za-z0-9]{32,128}(?![A-Za-z0-9])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it on api.slack.com under Your Apps, Basic Information, App-Level Tokens.',
  },
  {
    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    id: 'slack-webhook',
    title: 'Slack webhook address',
    severity: 'error',
    anchors: ['hooks.slack.com/'],
    pattern:
      /hooks\.slack(?:-gov)?\.com\/(?:services\/T[A-Z0-9]{7,14}\/B[A-Z0-9]{7,14}\/[A-Za-z0-9]{20,32}|(?:workflows|triggers)\/[TE][A-Z0-9]{7,14}\/[A-Z0-9]{8,22}\/[A-Za-z0-9/]{20,64})(?![A-Za-z0-9])/y,
    distinctive: true,
    // Slack's documentation has T00000000/B00000000/XXXX….
    check: unlessPlaceholder('error'),
    rotate: 'Remove the webhook on api.slack.com under Your Apps, Incoming Webhooks, and add a new one.',
  },
  {
    // https://discord.com/developers/docs/reference#authentication
    id: 'discord-bot-token',
    title: 'Discord bot token',
    severity: 'error',
    anchors: base64OfThreeDigits(),
    pattern: /(?<![\w.+/-])[MNO][A-Za-z0-9]{22,26}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/y,
    distinctive: true,
    check: (token) => (isSnowflake(token.slice(0, token.indexOf('.'))) && !isPlaceholder(token) ? 'error' : null),
    rotate: 'Reset it on discord.com/developers under Applications, Bot, Reset Token.',
  },
  {
    // https://discord.com/developers/docs/resources/webhook
    id: 'discord-webhook',
    title: 'Discord webhook address',
    severity: 'error',
    anchors: ['discord.com/api/', 'discordapp.com/api/'],
    pattern: /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{17,20}\/[\w-]{60,80}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete the webhook in Discord under Server Settings, Integrations, Webhooks, and make a new one.',
  },
  {
    // https://core.telegram.org/bots/api#authorizing-your-bot
    id: 'telegram-bot-token',
    title: 'Telegram bot token',
    severity: 'error',
    anchors: [':AA'],
    pattern: /(?<=(?:(?<![\w.:/@-])|\/bot)(?<before>\d{8,10})):AA[\w-]{33}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it by sending /revoke to @BotFather in Telegram.',
  },
  {
    // https://www.twilio.com/docs/iam/access-tokens: neither the account's token nor the secret of a key has a form of its own.
    id: 'twilio-secret',
    title: 'Twilio auth token or API key secret',
    severity: 'error',
    anchors: ['twilio'],
    anyCase: true,
    ...assignedTo('twilio', '[0-9a-z]{32}'),
    check: ifNamed(/token|secret|password/i, 'error'),
    rotate: 'Make a second auth token in the Twilio Console under Account, API keys & tokens, and promote it.',
  },
  {
    // The number of an account is no secret, and stands before its token.
    id: 'twilio-client',
    title: 'Twilio auth token in a call',
    severity: 'error',
    anchors: ['twilio(', 'client('],
    anyCase: true,
    pattern: /(?:twilio|client)\(\s{0,20}["'](?:AC|SK)[0-9a-f]{32}["'],\s{0,20}["'](?<value>[0-9a-f]{32})["']/iy,
    check: unlessPlaceholder('error'),
    rotate: 'Make a second auth token in the Twilio Console under Account, API keys & tokens, and promote it.',
  },
  {
    id: 'twilio-api-key',
    title: 'Twilio API key',
    severity: 'info',
    anchors: ['twilio'],
    anyCase: true,
    // The key's number says which one it is; without its secret it opens nothing.
    ...assignedTo('twilio', 'SK[0-9a-f]{32}'),
    check: unlessPlaceholder('info'),
    rotate: 'Delete the key in the Twilio Console under Account, API keys & tokens, where its secret may be known too.',
  },
  {
    // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
    id: 'sendgrid-key',
    title: 'SendGrid API key',
    severity: 'error',
    anchors: ['SG.'],
    pattern: /(?<![\w.-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in SendGrid under Settings, API Keys, and create a new one.',
  },
  {
    // https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt
    id: 'mailgun-key',
    title: 'Mailgun API key',
    severity: 'error',
    anchors: ['mailgun'],
    anyCase: true,
    ...assignedTo('mailgun', '(?:key-[0-9a-z]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})'),
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in Mailgun under Account, API Security, and create a new one.',
  },
  {
    // https://mailchimp.com/developer/marketing/guides/quick-start/: what stands behind the dash is the data centre.
    id: 'mailchimp-key',
    title: 'Mailchimp API key',
    severity: 'error',
    anchors: Array.from({ length: 9 }, (_, index) => `-us${index + 1}`),
    pattern: /-us[1-9]\d?(?![\w-])(?<=(?<![\w-])(?<before>[0-9a-f]{32})-us[1-9]\d?)/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Revoke it in Mailchimp under Account & billing, Extras, API keys.',
  },
  {
    // Its tokens are UUIDs.
    id: 'postmark-token',
    title: 'Postmark API token',
    severity: 'error',
    anchors: ['postmark'],
    anyCase: true,
    ...assignedTo('postmark', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    check: ifNamed(/token|key|secret/i, 'error'),
    rotate: 'Create a new token in Postmark under Servers, API Tokens, and delete this one.',
  },
  {
    // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
    id: 'teams-webhook',
    title: 'Microsoft Teams webhook address',
    severity: 'error',
    anchors: ['.webhook.office.com/', 'outlook.office.com/webhook/'],
    pattern:
      /(?:\.webhook|outlook)\.office\.com\/webhook(?:b2)?\/[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36}(?:\/[\w-]{20,60})?/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Remove the connector from its Teams channel and add a new one.',
  },
  {
    // What came in the place of Teams' own webhooks; the signature lets anybody start the flow.
    // https://learn.microsoft.com/azure/logic-apps/logic-apps-http-endpoint
    id: 'microsoft-workflow-url',
    title: 'Microsoft workflow address with its signature',
    severity: 'error',
    anchors: ['.logic.azure.com', '.api.powerplatform.com'],
    pattern:
      /\.(?:logic\.azure|api\.powerplatform)\.com(?::443)?\/[\w./-]{0,40}workflows\/[0-9a-f]{32}\/triggers\/[^\s"'<>]{1,200}[?&;]sig=(?<value>[\w-]{43})(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Regenerate the access key of the workflow in Azure, or save the flow under a new trigger.',
  },
  {
    // https://developers.brevo.com/docs/getting-started
    id: 'brevo-key',
    title: 'Brevo API or SMTP key',
    severity: 'error',
    anchors: ['xkeysib-', 'xsmtpsib-'],
    pattern: /(?<![A-Za-z0-9])x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}(?![A-Za-z0-9])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in Brevo under Settings, SMTP & API, and generate a new one.',
  },
  {
    // https://resend.com/docs/api-reference/api-keys/create-api-key
    id: 'resend-key',
    title: 'Resend API key',
    severity: 'error',
    anchors: ['re_'],
    pattern: /(?<![\w-])re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it in Resend under API Keys, and create a new one.',
  },
  {
    // https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview
    id: 'hubspot-token',
    title: 'HubSpot private app token',
    severity: 'error',
    anchors: ['pat-na', 'pat-eu', 'pat-ap'],
    pattern:
      /(?<![\w-])pat-(?:na|eu|ap)\d{1,2}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iy,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Rotate it in HubSpot under Settings, Integrations, Private Apps, and expire the old one now.',
  },
];
