import type { Examples } from './index.ts';
import { base62, hex, letters, lower, upper, uuid } from './made-up.ts';

export const payments: Readonly<Record<string, Examples>> = {
  'stripe-key': {
    matches: [
      `STRIPE_SECRET_KEY=⟦sk_${'live'}_${base62(24)}⟧`,
      `api_key = "⟦rk_${'live'}_${base62(99)}⟧"`,
      `⟦sk_${'org_test'}_${base62(24)}⟧`,
    ],
    misses: [
      `pk_${'live'}_${base62(24)}`,
      `sk_${'live'}_${base62(12)}`,
      `sk_${'live'}_${'x'.repeat(24)}`,
      `sk_${'live'}_your_key`,
      `disk_${'live'}_${base62(24)}`,
    ],
    worst: [`sk_${'live'}_${'a'.repeat(248)}`],
  },
  'stripe-test-key': {
    matches: [`payment.api.key=⟦sk_${'test'}_${base62(24)}⟧`],
    misses: [`sk_${'test'}_4eC39HqLyjWDarjtT1zdp7dc`, `sk_${'test'}_${'X'.repeat(24)}`, `pk_${'test'}_${base62(24)}`],
    worst: [`sk_${'test'}_${'a'.repeat(248)}`],
  },
  'webhook-signing-secret': {
    matches: [`endpoint_secret = '⟦whsec_${base62(32)}⟧'`, `SVIX=⟦whsec_${base62(43)}=⟧`],
    misses: [`whsec_${base62(20)}`, `whsec_${'x'.repeat(32)}`, `whsec_${letters(32)}`],
    worst: [`whsec_${'a'.repeat(89)}`],
  },
  'square-secret': {
    matches: [
      `SQUARE=⟦sq0atp-${base62(22)}⟧`,
      `⟦sq0csp-${base62(43)}⟧`,
      `⟦sq0csp-${base62(44)}⟧`,
      `⟦sandbox-sq0csb-${base62(43)}⟧`,
    ],
    misses: [`sq0idp-${base62(22)}`, `sq0atp-${base62(23)}`, `sq0csp-${'x'.repeat(43)}`],
  },
  'square-access-token': {
    matches: [
      `SQUARE_ACCESS_TOKEN=⟦EAAAE${base62(59)}⟧`,
      `⟦EAAA${base62(60)}⟧`,
      `⟦EAAl${base62(59)}⟧`,
      `"refresh_token": "⟦EQAA${base62(60)}⟧"`,
    ],
    misses: [`EAAAE${base62(60)}`, `EAAAE${'A'.repeat(59)}`, `EAAAE${base62(58)}=`, `AEAAAE${base62(59)}`],
    worst: ['EAAAE', `EAAAE${base62(60)} `, ` EAAl${'a'.repeat(61)}`],
  },
  'braintree-access-token': {
    matches: [`⟦access_token$production$${lower(16)}$${hex(32)}⟧`, `"⟦access_token$sandbox$${lower(16)}$${hex(32)}⟧"`],
    misses: [`access_token$production$${lower(16)}$${hex(31)}`, 'access_token$production$id$token'],
  },
  'paypal-client-secret': {
    matches: [`PAYPAL_CLIENT_SECRET=⟦E${base62(79)}⟧`],
    misses: [`CLIENT_SECRET=E${base62(79)}`, `PAYPAL_CLIENT_SECRET=E${base62(78)}`, `PAYPAL_CLIENT_ID=E${base62(79)}`],
    worst: ['paypal', 'paypal_secret', `paypal_secret=E${base62(80)}`],
  },
  'adyen-key': {
    matches: [`ADYEN_API_KEY=⟦AQE${base62(62)}-${base62(43)}=-q7k;Z${base62(10)}⟧`],
    misses: [`AQE${base62(62)}-${base62(43)}`, `AQE${base62(62)}`, `AQE${base62(20)}-${base62(43)}=-${base62(16)}`],
    worst: [`AQE${'a'.repeat(201)}`, `AQE${base62(62)}-`],
  },
  'shopify-token': {
    matches: [`SHOPIFY_TOKEN=⟦shpat_${hex(32)}⟧`, `⟦shpss_${hex(32)}⟧`],
    misses: [`shpat_${hex(31)}`, `shpxx_${hex(32)}`, `shpat_${'0'.repeat(32)}`],
  },
  'razorpay-secret': {
    matches: [`RAZORPAY_KEY_SECRET=⟦${base62(24)}⟧`],
    misses: [
      `RAZORPAY_KEY_ID=${base62(24)}`,
      `RAZORPAY_KEY_SECRET=${letters(24)}`,
      `RAZORPAY_KEY_SECRET=${base62(25)}`,
    ],
    worst: ['razorpay', 'rzp_secret', 'rzp_'],
  },
  'razorpay-key-id': {
    matches: [`key: '⟦rzp_${'live'}_${base62(14)}⟧'`],
    misses: [`rzp_test_${base62(14)}`, `rzp_${'live'}_${base62(13)}`, `rzp_${'live'}_${'X'.repeat(14)}`],
  },
  'plaid-access-token': {
    matches: [`⟦access-production-${uuid()}⟧`, `access_token: '⟦access-sandbox-${uuid()}⟧'`],
    misses: [
      `access-production-${hex(32)}`,
      'access-sandbox-00000000-0000-0000-0000-000000000000',
      `xaccess-production-${uuid()}`,
    ],
  },
  'paddle-key': {
    matches: [`Authorization: Bearer ⟦pdl_live_apikey_${lower(26)}_${base62(22)}_${base62(3)}⟧`],
    misses: [`pdl_live_apikey_${lower(26)}_${base62(22)}`, `pdl_live_apikey_${lower(25)}_${base62(22)}_${base62(3)}`],
  },
  'flutterwave-key': {
    matches: [`FLW=⟦FLWSECK-${hex(32)}-X⟧`, `⟦FLWSECK_TEST-${hex(32)}-X⟧`],
    misses: [`FLWPUBK-${hex(32)}-X`, `FLWSECK-${hex(32)}`, `FLWSECK_TEST-${'X'.repeat(32)}-X`],
  },
  'shippo-token': {
    matches: [`⟦shippo_${'live'}_${hex(40)}⟧`, `⟦shippo_${'test'}_${hex(40)}⟧`],
    misses: [`shippo_${'live'}_${hex(39)}`, `shippo_${'live'}_${'0'.repeat(40)}`],
  },
  'easypost-key': {
    matches: [`EASYPOST=⟦EZAK${base62(54)}⟧`, `⟦EZTK${base62(54)}⟧`],
    misses: [`EZAK${base62(40)}`, `EZAK${upper(54)}`, `AEZAK${base62(54)}`],
    worst: ['EZAK', `EZAK${base62(59)}`],
  },
  'duffel-token': {
    matches: [`DUFFEL=⟦duffel_${'live'}_${base62(43)}⟧`, `⟦duffel_${'test'}_${base62(43)}⟧`],
    misses: [`duffel_${'live'}_${base62(42)}`, `duffel_${'live'}_${'x'.repeat(43)}`],
  },
};
