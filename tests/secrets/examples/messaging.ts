import type { Examples } from './index.ts';
import { base62, decimal, hex, lower, upper, uuid } from './made-up.ts';

const botId = btoa(decimal(18));
const slackPlace = `T${upper(10)}/B${upper(10)}`;

export const messaging: Readonly<Record<string, Examples>> = {
  'slack-token': {
    matches: [
      `SLACK_BOT_TOKEN=⟦xoxb-${decimal(12)}-${decimal(13)}-${base62(24)}⟧`,
      `token: "⟦xoxp-${decimal(11)}-${decimal(12)}-${decimal(13)}-${hex(32)}⟧"`,
      `⟦xoxa-2-${decimal(12)}-${decimal(12)}-${hex(32)}⟧`,
      `⟦xoxp-${decimal(10)}-${decimal(11)}-${decimal(11)}-${hex(10)}⟧`,
      `slackToken: '⟦xoxb-${'0'.repeat(12)}-FAKEFAKEFAKE-madeuptokenforthistest⟧'`,
    ],
    misses: [
      `xoxb-${decimal(12)}-${decimal(13)}-${'x'.repeat(24)}`,
      `xoxb-${decimal(12)}-your-token`,
      `foxoxb-${decimal(12)}-${decimal(13)}-${base62(24)}`,
      `xoxq-${decimal(12)}-${decimal(13)}-${base62(24)}`,
    ],
    worst: [`xoxb-${'1'.repeat(14)}-`, 'xoxb-2-', `xoxb-${decimal(12)}-${'a'.repeat(64)}`],
  },
  'slack-rotating-token': {
    matches: [`⟦xoxe.xoxp-1-${base62(163)}⟧`, `refresh=⟦xoxe-1-${base62(146)}⟧`],
    misses: [`xoxe.xoxp-1-${base62(40)}`, `xoxe-1-${'X'.repeat(146)}`],
    worst: [`xoxe-1-${'a'.repeat(301)}`],
  },
  'slack-app-token': {
    matches: [
      `SLACK_APP_TOKEN=⟦xapp-1-A${upper(10)}-${decimal(13)}-${hex(64)}⟧`,
      `⟦xapp-1-A${upper(8)}-${decimal(10)}-${base62(40)}⟧`,
    ],
    misses: [`xapp-1-A${upper(10)}-${decimal(13)}-${hex(30)}`, `xapp-1-A${upper(10)}-${decimal(13)}-${'0'.repeat(64)}`],
  },
  'slack-webhook': {
    matches: [
      `curl https://⟦hooks.slack.com/services/${slackPlace}/${base62(24)}⟧`,
      `url: 'https://⟦hooks.slack.com/workflows/T${upper(10)}/A${upper(10)}/${decimal(18)}/${base62(24)}⟧'`,
    ],
    misses: [
      `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`,
      'https://hooks.slack.com/services/your/webhook/url',
      `https://hooks.slack.com/services/${slackPlace}/`,
    ],
    worst: [`hooks.slack.com/workflows/T${upper(10)}/A${upper(10)}/`],
  },
  'discord-bot-token': {
    matches: [
      `client.login('⟦${botId}.${base62(6)}.${base62(38)}⟧');`,
      `Authorization: Bot ⟦${btoa(decimal(19)).replaceAll('=', '')}.${base62(6)}.${base62(27)}⟧`,
    ],
    misses: [
      // Of the right shape, but the first part is no number.
      `M${base62(23)}.${base62(6)}.${base62(27)}`,
      `MTIz${base62(20)}.${base62(6)}.${base62(27)}`,
      `${botId}.${base62(5)}.${base62(27)}`,
      `${botId}.${base62(6)}.${'x'.repeat(27)}`,
    ],
    worst: [`${botId}.${base62(6)}.`, `${botId}.${base62(6)}.${base62(38)} `.replace('MT', 'Mz')],
  },
  'discord-webhook': {
    matches: [
      `https://⟦discord.com/api/webhooks/${decimal(18)}/${base62(68)}⟧`,
      `https://⟦discordapp.com/api/v10/webhooks/${decimal(19)}/${base62(68)}⟧`,
    ],
    misses: [
      'https://discord.com/api/webhooks/{id}/{token}',
      `https://discord.com/api/webhooks/${decimal(18)}/${base62(30)}`,
    ],
  },
  'telegram-bot-token': {
    matches: [
      `TELEGRAM_TOKEN=⟦${decimal(10)}:AA${base62(33)}⟧`,
      `https://api.telegram.org/bot⟦${decimal(9)}:AA${base62(33)}⟧/getMe`,
    ],
    misses: [
      `${decimal(7)}:AA${base62(33)}`,
      `${decimal(10)}:AB${base62(33)}`,
      `${decimal(10)}:AA${base62(34)}`,
      `${decimal(10)}:AA${'A'.repeat(33)}`,
      // Colons divide bytes of fingerprints as well.
      `00:1A:${decimal(8)}:AA${base62(33)}`,
    ],
  },
  'twilio-secret': {
    matches: [
      `TWILIO_AUTH_TOKEN=⟦${hex(32)}⟧`,
      `"twilioApiSecret": "⟦${base62(32)}⟧"`,
      `- name: TWILIO_AUTH_TOKEN\n  value: ⟦${hex(32)}⟧`,
    ],
    misses: [`TWILIO_AUTH_TOKEN=${hex(31)}`, `TWILIO_ACCOUNT=${hex(32)}`, `TWILIO_AUTH_TOKEN=${'x'.repeat(32)}`],
    worst: ['twilio', 'twilio_auth_token', `twilio_token=${'a'.repeat(31)}-`, `twiliotoken${' '.repeat(20)}`],
  },
  'twilio-client': {
    matches: [
      `const client = new Twilio('AC${hex(32)}', '⟦${hex(32).replace('a', 'b')}⟧');`,
      `Client("AC${hex(32)}", "⟦${hex(32)}⟧")`,
    ],
    misses: [
      `Client("AC${hex(32)}", token)`,
      `Client("${hex(34)}", "${hex(32)}")`,
      `Client("AC${hex(32)}", "${'0'.repeat(32)}")`,
    ],
    worst: [`client(${' '.repeat(20)}`, `client('AC${hex(32)}',`],
  },
  'twilio-api-key': {
    matches: [`TWILIO_API_KEY=⟦SK${hex(32)}⟧`],
    misses: [`SK${hex(32)}`, `TWILIO_API_KEY=SK${hex(31)}`],
    worst: ['twilio_', `twilio=SK${hex(31)}`],
  },
  'sendgrid-key': {
    matches: [`SENDGRID_API_KEY=⟦SG.${base62(22)}.${base62(43)}⟧`, `the key SG is ⟦SG.${base62(22)}.${base62(43)}⟧.`],
    misses: [
      `SG.${base62(22)}.${base62(42)}`,
      `MSG.${base62(22)}.${base62(43)}`,
      `SG.${'x'.repeat(22)}.${'x'.repeat(43)}`,
    ],
  },
  'mailgun-key': {
    matches: [
      `MAILGUN_API_KEY=⟦key-${hex(32)}⟧`,
      `MAILGUN_SIGNING_KEY=⟦key-${lower(32)}⟧`,
      `mailgun.private_key: '⟦${hex(32)}-${hex(8)}-${hex(8)}⟧'`,
    ],
    misses: [`key-${hex(32)}`, `MAILGUN_API_KEY=key-${hex(31)}`, `MAILGUN_API_KEY=key-${'x'.repeat(32)}`],
    worst: ['mailgun', `mailgun:key-${hex(31)}`],
  },
  'mailchimp-key': {
    matches: [`MC_KEY=⟦${hex(32)}-us12⟧`, `apikey: "⟦${hex(32)}-us5⟧"`],
    misses: [`${hex(31)}-us12`, `${hex(33)}-us12`, `${hex(32)}-us123`, `${hex(32)}-usa`, `${'0'.repeat(32)}-us1`],
    worst: ['-us1', `${hex(33)}-us1`],
  },
  'postmark-token': {
    matches: [`POSTMARK_SERVER_TOKEN=⟦${uuid()}⟧`, `postmark.api-token: "⟦${uuid()}⟧"`],
    misses: [
      `SERVER_TOKEN=${uuid()}`,
      `POSTMARK_STREAM=${uuid()}`,
      'POSTMARK_API_TOKEN=00000000-0000-0000-0000-000000000000',
    ],
    worst: ['postmark', 'postmarktoken='],
  },
  'teams-webhook': {
    matches: [`https://acme⟦.webhook.office.com/webhookb2/${uuid()}@${uuid()}/IncomingWebhook/${hex(32)}/${uuid()}⟧`],
    misses: [
      'https://acme.webhook.office.com/webhookb2/{id}/IncomingWebhook/{token}',
      `https://acme.webhook.office.com/webhookb2/${uuid()}@${uuid()}/IncomingWebhook/${hex(31)}/${uuid()}`,
    ],
  },
  'microsoft-workflow-url': {
    matches: [
      `https://prod-12.westeurope.logic.azure.com:443/workflows/${hex(32)}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=⟦${base62(43)}⟧`,
    ],
    misses: [
      `https://prod-12.westeurope.logic.azure.com:443/workflows/${hex(32)}/triggers/manual/paths/invoke?api-version=2016-06-01`,
      `https://prod-12.westeurope.logic.azure.com/workflows/${hex(32)}/triggers/manual/paths/invoke?sig=${base62(42)}`,
    ],
    worst: [
      '.logic.azure.com/',
      `.logic.azure.com/workflows/${hex(32)}/triggers/`,
      `.logic.azure.com/workflows/${hex(32)}/triggers/${'?sig='.repeat(50)}`,
    ],
  },
  'brevo-key': {
    matches: [`BREVO_API_KEY=⟦xkeysib-${hex(64)}-${base62(16)}⟧`, `⟦xsmtpsib-${hex(64)}-${base62(16)}⟧`],
    misses: [`xkeysib-${hex(63)}-${base62(16)}`, `xkeysib-${'0'.repeat(64)}-${base62(16)}`],
  },
  'resend-key': {
    matches: [`new Resend('⟦re_${base62(8)}_${base62(24)}⟧')`],
    misses: [
      `re_${base62(8)}_${base62(23)}`,
      `core_${base62(8)}_${base62(24)}`,
      `re_compiled_abcdefghijklmnopqrstuvwx`,
      `re_${lower(8)}_${lower(24)}`,
    ],
    worst: ['re_', `re_${base62(8)}_`],
  },
  'hubspot-token': {
    matches: [`HUBSPOT_TOKEN=⟦pat-na1-${uuid()}⟧`, `⟦pat-eu1-${uuid().toUpperCase()}⟧`],
    misses: [`pat-na1-${uuid().slice(0, -1)}`, `pat-xx1-${uuid()}`, 'pat-na1-00000000-0000-0000-0000-000000000000'],
  },
};
