import type { Examples } from './index.ts';
import { base62, hex, letters, lower, uuid } from './made-up.ts';

export const ai: Readonly<Record<string, Examples>> = {
  'openai-key': {
    matches: [
      `OPENAI_API_KEY=⟦sk-${base62(20)}T3Blbk${'FJ'}${base62(20)}⟧`,
      `api_key="⟦sk-proj-${base62(74)}T3Blbk${'FJ'}${base62(74)}⟧"`,
    ],
    misses: [`sk-${base62(48)}`, `T3Blbk${'FJ'}${base62(20)}`, `sk-${'x'.repeat(20)}T3Blbk${'FJ'}${'x'.repeat(20)}`],
    worst: [`T3Blbk${'FJ'}`, `sk-${'a'.repeat(101)}T3Blbk${'FJ'}`],
  },
  'anthropic-key': {
    matches: [`ANTHROPIC_API_KEY=⟦sk-ant-api03-${base62(93)}AA⟧`, `⟦sk-ant-${base62(86)}⟧`],
    misses: [`sk-ant-api03-${base62(40)}`, `sk-ant-api03-${'x'.repeat(95)}`, 'sk-ant-api03-...'],
    worst: ['sk-ant-', `sk-ant-${'a'.repeat(121)}`],
  },
  'hugging-face-token': {
    matches: [`HF_TOKEN=⟦hf_${letters(34)}⟧`, `HF_TOKEN=⟦hf_${letters(33)}1⟧`, `"⟦api_org_${letters(34)}⟧"`],
    misses: [
      `hf_${letters(33)}`,
      `hf_${letters(35)}`,
      `hf_${letters(34).toLowerCase()}`,
      `hf_${'x'.repeat(34)}`,
      `shf_${letters(34)}`,
    ],
  },
  'replicate-token': {
    matches: [`REPLICATE_API_TOKEN=⟦r8_${base62(37)}⟧`, `⟦r8_${base62(18)}-${base62(18)}⟧`],
    misses: [`r8_${base62(36)}`, `r8_${lower(37)}`, `xr8_${base62(37)}`],
  },
  'groq-key': {
    matches: [`GROQ_API_KEY=⟦gsk_${base62(52)}⟧`],
    misses: [`gsk_${base62(40)}`, `gsk_${'x'.repeat(52)}`, `pgsk_${base62(52)}`],
  },
  'perplexity-key': {
    matches: [`PPLX=⟦pplx-${base62(48)}⟧`, `⟦pplx-${base62(53)}⟧`],
    misses: [`pplx-${base62(30)}`, 'pplx-7b-online', `pplx-${'x'.repeat(48)}`],
  },
  'xai-key': {
    matches: [`XAI_API_KEY=⟦xai-${base62(80)}⟧`, `⟦xai-${base62(39)}_${base62(40)}⟧`],
    misses: [`xai-${base62(40)}`, `xai-${'x'.repeat(80)}`, `maxai-${base62(80)}`],
  },
  'langsmith-key': {
    matches: [`LANGSMITH_API_KEY=⟦lsv2_pt_${hex(32)}_${hex(10)}⟧`, `⟦lsv2_sk_${hex(32)}_${hex(10)}⟧`],
    misses: [`lsv2_pt_${hex(32)}`, `lsv2_xx_${hex(32)}_${hex(10)}`, `lsv2_pt_${'0'.repeat(32)}_${hex(10)}`],
  },
  'langfuse-key': {
    matches: [`LANGFUSE_SECRET_KEY=⟦sk-lf-${uuid()}⟧`],
    misses: [`pk-lf-${uuid()}`, `sk-lf-${hex(32)}`, 'sk-lf-...'],
  },
  'wandb-key': {
    matches: [`WANDB_API_KEY=⟦${hex(40)}⟧`, `wandb.login(key="x"); wandb_key = "⟦${hex(40)}⟧"`],
    misses: [
      `API_KEY=${hex(40)}`,
      `WANDB_RUN_ID=${hex(40)}`,
      `WANDB_API_KEY=${hex(39)}`,
      `WANDB_API_KEY=${'x'.repeat(40)}`,
    ],
    worst: ['wandb', 'wandb_key', `wandb_key=${hex(39)}`],
  },
  'wandb-v1-key': {
    matches: [
      `wandb.login(key="⟦wandb_v1_${base62(27)}_${base62(49)}⟧")`,
      `machine api.wandb.ai login user password local-⟦wandb_v1_${base62(77)}⟧`,
    ],
    misses: [
      `wandb_v1_${base62(35)}`,
      `wandb_v1_${'x'.repeat(77)}`,
      `my_wandb_v1_${base62(77)}`,
      `wandb_v1_${lower(77)}`,
    ],
    worst: ['wandb_v1_', `wandb_v1_${base62(91)} `],
  },
  'pinecone-key': {
    matches: [`PINECONE_API_KEY=⟦pcsk_${base62(5)}_${base62(63)}⟧`],
    misses: [`pcsk_${base62(5)}_${base62(40)}`, `pcsk_${'x'.repeat(5)}_${'x'.repeat(63)}`],
  },
  'openrouter-key': {
    matches: [`OPENROUTER_API_KEY=⟦sk-or-v1-${hex(64)}⟧`],
    misses: [`sk-or-v1-${hex(63)}`, `sk-or-v1-${'0'.repeat(64)}`],
  },
  'deepseek-key': {
    matches: [`DEEPSEEK_API_KEY=⟦sk-${hex(32)}⟧`],
    misses: [`API_KEY=sk-${hex(32)}`, `DEEPSEEK_API_KEY=sk-${hex(31)}`, `DEEPSEEK_API_KEY=sk-${'x'.repeat(32)}`],
    worst: ['deepseek', `deepseek=sk-${hex(31)}`],
  },
  'nvidia-key': {
    matches: [`NVIDIA_API_KEY=⟦nvapi-${base62(64)}⟧`],
    misses: [`nvapi-${base62(40)}`, `nvapi-${'x'.repeat(64)}`],
  },
  'together-key': {
    matches: [`TOGETHER_API_KEY=⟦tgp_v1_${base62(43)}⟧`],
    misses: [`tgp_v1_${base62(30)}`, `tgp_v1_${'x'.repeat(43)}`],
  },
  'tavily-key': {
    matches: [`TAVILY_API_KEY=⟦tvly-${base62(32)}⟧`, `⟦tvly-dev-${base62(32)}⟧`],
    misses: [`tvly-${base62(20)}`, 'tvly-YOUR_API_KEY', `tvly-${lower(32)}`],
  },
  'elevenlabs-key': {
    matches: [`ELEVENLABS_API_KEY=⟦sk_${hex(48)}⟧`, `xi-api-key: ⟦sk_${hex(48)}_residency_eu⟧`],
    misses: [`sk_${hex(47)}`, `sk_${hex(48)}_hash`, `task_${hex(48)}`, `sk_${'0'.repeat(48)}`],
    worst: ['sk_', `sk_${hex(49)}`],
  },
};
