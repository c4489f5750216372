import type { Detector } from '../detector.ts';
import { entropyOf } from '../entropy.ts';
import { assignedTo, ifNamed } from './assigned-to.ts';
import { ifMixed, isMixed, unlessPlaceholder } from '../checks.ts';
import { isPlaceholder } from '../placeholders.ts';

/** Payments and shops. Keys of a test mode move no money: warnings. */
export const payments: readonly Detector[] = [
  {
    // https://docs.stripe.com/keys
    id: 'stripe-key',
    title: 'Stripe secret or restricted key',
    severity: 'error',
    anchors: ['sk_live_', 'rk_live_', 'sk_org_'],
    pattern: /(?<![A-Za-z0-9])(?:[sr]k_live|sk_org(?:_live|_test)?)_[A-Za-z0-9]{16,247}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: (key) => (isPlaceholder(key) ? null : key.startsWith('sk_org_test') ? 'warning' : 'error'),
    rotate: 'Rotate it in the Stripe Dashboard under Developers, API keys.',
  },
  {
    id: 'stripe-test-key',
    title: 'Stripe test key',
    severity: 'warning',
    anchors: ['sk_test_', 'rk_test_'],
    pattern: /(?<![A-Za-z0-9])[sr]k_test_[A-Za-z0-9]{16,247}(?![A-Za-z0-9_])/y,
    distinctive: true,
    // The key that all of Stripe's documentation runs with.
    check: (key) => (isPlaceholder(key) || key.startsWith(`sk_${'test'}_4eC39Hq`) ? null : 'warning'),
    rotate: 'Rotate it in the Stripe Dashboard, in test mode, under Developers, API keys.',
  },
  {
    // https://docs.stripe.com/webhooks and https://www.standardwebhooks.com, whose secrets are base64.
    id: 'webhook-signing-secret',
    title: 'Webhook signing secret of Stripe or Svix',
    severity: 'error',
    anchors: ['whsec_'],
    pattern: /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{32,88}={0,2}(?![A-Za-z0-9+/=_])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Roll the secret of this endpoint, in the Stripe Dashboard under Developers, Webhooks.',
  },
  {
    // https://developer.squareup.com/docs/build-basics/access-tokens
    id: 'square-secret',
    title: 'Square access token or application secret',
    severity: 'error',
    anchors: ['sq0atp-', 'sq0csp-', 'sandbox-sq0csb-'],
    pattern: /(?<![\w-])(?:sq0atp-[\w-]{22}|(?:sq0csp|sandbox-sq0csb)-[\w-]{43,44})(?![\w-])/y,
    distinctive: true,
    check: (token) => (isPlaceholder(token) ? null : token.startsWith('sandbox') ? 'warning' : 'error'),
    rotate: 'Replace it in the Square Developer Console under Credentials or OAuth.',
  },
  {
    // The newer ones are 64 characters of base64url, or one fewer; base64 of other things begins so as well, but goes on longer.
    // https://developer.squareup.com/docs/oauth-api/receive-and-manage-tokens
    id: 'square-access-token',
    title: 'Square access or refresh token',
    severity: 'error',
    anchors: ['EAAA', 'EAAl', 'EQAA'],
    pattern: /(?<![\w+/.-])E(?:AAA[\w-]{60}|AAl[\w-]{59,60}|QAA[\w-]{60})(?![\w+/=.-])/y,
    check: (token) => (isMixed(token) && !isPlaceholder(token) && entropyOf(token) > 4.5 ? 'error' : null),
    rotate: 'Replace it in the Square Developer Console under Credentials.',
  },
  {
    // https://developer.paypal.com/braintree/docs/guides/extend/oauth/access-tokens
    id: 'braintree-access-token',
    title: 'PayPal Braintree access token',
    severity: 'error',
    anchors: ['access_token$'],
    pattern: /(?<![A-Za-z0-9])access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}(?![0-9a-z])/y,
    distinctive: true,
    check: (token) => (isPlaceholder(token) ? null : token.includes('$sandbox$') ? 'warning' : 'error'),
    rotate: 'Revoke it in the Braintree Control Panel under API, OAuth apps.',
  },
  {
    id: 'paypal-client-secret',
    title: 'PayPal client secret',
    severity: 'error',
    anchors: ['paypal'],
    anyCase: true,
    ...assignedTo('paypal', 'E[A-Za-z0-9_-]{79}'),
    check: ifNamed(/secret/i, 'error'),
    rotate: 'Add a second secret on developer.paypal.com under Apps & Credentials, and delete this one.',
  },
  {
    // https://docs.adyen.com/development-resources/api-credentials
    id: 'adyen-key',
    title: 'Adyen API key',
    severity: 'error',
    anchors: ['AQE'],
    pattern: /(?<![A-Za-z0-9+/-])AQE[A-Za-z0-9+/]{50,200}-[A-Za-z0-9+/]{43}=-[\x21\x23-\x26\x28-\x5b\x5d-\x7e]{12,60}/y,
    distinctive: true,
    check: (key) => (isMixed(key) ? 'error' : null),
    rotate: 'Generate a new key in the Adyen Customer Area under Developers, API credentials.',
  },
  {
    // https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing
    id: 'shopify-token',
    title: 'Shopify access token or shared secret',
    severity: 'error',
    anchors: ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_'],
    pattern: /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32}(?![A-Za-z0-9])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Uninstall the app or rotate its credentials in Shopify under Apps, Develop apps.',
  },
  {
    // https://razorpay.com/docs/api/authentication: the page of a shop shows the id; the secret has no form.
    id: 'razorpay-secret',
    title: 'Razorpay key secret',
    severity: 'error',
    anchors: ['razorpay', 'rzp_'],
    anyCase: true,
    ...assignedTo('razorpay|(?<!_)rzp_', '[A-Za-z0-9]{24}'),
    check: (secret, match) => (isMixed(secret) ? ifNamed(/secret/i, 'error')(secret, match) : null),
    rotate: 'Regenerate the key in the Razorpay Dashboard under Account & Settings, API keys.',
  },
  {
    id: 'razorpay-key-id',
    title: 'Razorpay live key id',
    severity: 'info',
    anchors: ['rzp_live_'],
    pattern: /(?<![A-Za-z0-9])rzp_live_[A-Za-z0-9]{14}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: unlessPlaceholder('info'),
    rotate: 'Regenerate the key in the Razorpay Dashboard, where its secret may be known too.',
  },
  {
    // https://plaid.com/docs/api/items
    id: 'plaid-access-token',
    title: 'Plaid access token',
    severity: 'error',
    anchors: ['access-production-', 'access-development-', 'access-sandbox-'],
    pattern:
      /(?<![\w-])access-(?:production|development|sandbox)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/y,
    distinctive: true,
    check: (token) => (isPlaceholder(token) ? null : token.startsWith('access-production') ? 'error' : 'warning'),
    rotate: 'Invalidate it with a call to Plaid’s /item/access_token/invalidate.',
  },
  {
    // https://developer.paddle.com/api-reference/about/authentication
    id: 'paddle-key',
    title: 'Paddle API key',
    severity: 'error',
    anchors: ['pdl_live_apikey_', 'pdl_sdbx_apikey_'],
    pattern: /(?<![A-Za-z0-9])pdl_(?:live|sdbx)_apikey_[0-9a-z]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: (key) => (isPlaceholder(key) ? null : key.startsWith('pdl_live') ? 'error' : 'warning'),
    rotate: 'Revoke it in Paddle under Developer tools, Authentication.',
  },
  {
    // https://developer.flutterwave.com/docs/environments
    id: 'flutterwave-key',
    title: 'Flutterwave secret key',
    severity: 'error',
    anchors: ['FLWSECK-', 'FLWSECK_TEST-'],
    pattern: /(?<![A-Za-z0-9])FLWSECK(?:_TEST)?-[0-9A-Za-z]{32,44}-X(?![A-Za-z0-9])/y,
    distinctive: true,
    check: (key) => (isPlaceholder(key) ? null : key.startsWith('FLWSECK_') ? 'warning' : 'error'),
    rotate: 'Generate new keys in the Flutterwave Dashboard under Settings, API.',
  },
  {
    // https://docs.goshippo.com/docs/guides_general/authentication
    id: 'shippo-token',
    title: 'Shippo API token',
    severity: 'error',
    anchors: ['shippo_live_', 'shippo_test_'],
    pattern: /(?<![A-Za-z0-9])shippo_(?:live|test)_[0-9a-f]{40}(?![A-Za-z0-9])/y,
    distinctive: true,
    check: (token) => (isPlaceholder(token) ? null : token.startsWith('shippo_live') ? 'error' : 'warning'),
    rotate: 'Delete it in Shippo under Settings, API, and generate a new one.',
  },
  {
    // https://docs.easypost.com/docs/authentication
    id: 'easypost-key',
    title: 'EasyPost API key',
    severity: 'error',
    anchors: ['EZAK', 'EZTK'],
    pattern: /(?<![A-Za-z0-9+/])EZ[AT]K[A-Za-z0-9]{50,58}(?![A-Za-z0-9+/=])/y,
    check: (key) => (!isMixed(key) || isPlaceholder(key) ? null : key.startsWith('EZAK') ? 'error' : 'warning'),
    rotate: 'Disable it in EasyPost under Account Settings, API Keys.',
  },
  {
    // https://duffel.com/docs/api/overview/making-requests
    id: 'duffel-token',
    title: 'Duffel access token',
    severity: 'error',
    anchors: ['duffel_live_', 'duffel_test_'],
    pattern: /(?<![\w-])duffel_(?:live|test)_[\w-]{43}(?![\w-])/y,
    distinctive: true,
    check: (token) => (isPlaceholder(token) ? null : token.startsWith('duffel_live') ? 'error' : 'warning'),
    rotate: 'Delete it in Duffel under Developers, Access tokens.',
  },
];
