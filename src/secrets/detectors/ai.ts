import type { Detector } from '../detector.ts';
import { assignedTo, ifNamed } from './assigned-to.ts';
import { ifMixed, unlessPlaceholder } from '../checks.ts';

/** Language models and what is built around them. Where an issuer does not say how long its keys are, some more or fewer fit. */
export const ai: readonly Detector[] = [
  {
    // https://platform.openai.com/docs/api-reference/authentication: the middle is 'OpenAI' in base64.
    id: 'openai-key',
    title: 'OpenAI API key',
    severity: 'error',
    anchors: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-', 'T3BlbkFJ'],
    pattern:
      /(?:(?<![\w-])sk-(?:proj|svcacct|admin|None)-[\w-]{40,200}|(?<=(?<![\w-])(?<before>sk-[A-Za-z0-9]{20}))T3BlbkFJ[A-Za-z0-9]{20})(?![\w-])/y,
    distinctive: true,
    check: (key) => (key.includes('T3BlbkFJ') ? ifMixed('error')(key) : null),
    rotate: 'Revoke it on platform.openai.com under API keys.',
  },
  {
    // https://platform.claude.com/docs/en/api/overview
    id: 'anthropic-key',
    title: 'Anthropic API key',
    severity: 'error',
    anchors: ['sk-ant-'],
    pattern: /(?<![\w-])sk-ant-(?:[a-z]{3,8}\d{2}-)?[\w-]{80,120}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Disable it in the Claude Console under Settings, API keys.',
  },
  {
    // https://huggingface.co/docs/hub/security-tokens
    id: 'hugging-face-token',
    title: 'Hugging Face access token',
    severity: 'error',
    anchors: ['hf_', 'api_org_'],
    pattern: /(?<![A-Za-z0-9_])(?:hf_[A-Za-z0-9]{34}|api_org_[A-Za-z0-9]{34})(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: (token) => (/[a-z]/.test(token.slice(8)) && /[A-Z]/.test(token) ? unlessPlaceholder('error')(token) : null),
    rotate: 'Invalidate it on huggingface.co under Settings, Access Tokens.',
  },
  {
    // https://replicate.com/docs/topics/security/api-tokens
    id: 'replicate-token',
    title: 'Replicate API token',
    severity: 'error',
    anchors: ['r8_'],
    pattern: /(?<![A-Za-z0-9_])r8_[\w-]{37}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Disable it on replicate.com under Account, API tokens.',
  },
  {
    // https://console.groq.com/docs/quickstart
    id: 'groq-key',
    title: 'Groq API key',
    severity: 'error',
    anchors: ['gsk_'],
    pattern: /(?<![A-Za-z0-9_])gsk_[A-Za-z0-9]{48,60}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it on console.groq.com under API Keys.',
  },
  {
    // https://docs.perplexity.ai/guides/api-key-management
    id: 'perplexity-key',
    title: 'Perplexity API key',
    severity: 'error',
    anchors: ['pplx-'],
    pattern: /(?<![\w-])pplx-[A-Za-z0-9]{40,64}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it on perplexity.ai under Settings, API, and generate a new one.',
  },
  {
    // https://docs.x.ai/docs/tutorial
    id: 'xai-key',
    title: 'xAI API key',
    severity: 'error',
    anchors: ['xai-'],
    pattern: /(?<![\w-])xai-[\w-]{64,96}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it on console.x.ai under API Keys.',
  },
  {
    // https://docs.langchain.com/langsmith/create-account-api-key
    id: 'langsmith-key',
    title: 'LangSmith API key',
    severity: 'error',
    anchors: ['lsv2_'],
    pattern: /(?<![A-Za-z0-9])lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}(?![0-9A-Za-z_])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in LangSmith under Settings, API Keys.',
  },
  {
    // https://langfuse.com/docs/api-and-data-platform/features/public-api
    id: 'langfuse-key',
    title: 'Langfuse secret key',
    severity: 'error',
    anchors: ['sk-lf-'],
    pattern: /(?<![\w-])sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it in Langfuse under the project’s Settings, API Keys.',
  },
  {
    // Older ones: 40 hex digits without a form. https://docs.wandb.ai/guides/track/environment-variables
    id: 'wandb-key',
    title: 'Weights & Biases API key',
    severity: 'error',
    anchors: ['wandb'],
    anyCase: true,
    ...assignedTo('wandb', '[0-9a-f]{40}'),
    check: ifNamed(/key/i, 'error'),
    rotate: 'Revoke it on wandb.ai under User Settings, API keys.',
  },
  {
    // Newer ones have a form, and are about 86 characters long.
    // https://docs.wandb.ai/support/models/articles/why-does-my-api-key-fail-with-must-be-40-characters
    id: 'wandb-v1-key',
    title: 'Weights & Biases API key',
    severity: 'error',
    anchors: ['wandb_v1_'],
    pattern: /(?<![A-Za-z0-9_])wandb_v1_\w{60,90}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it on wandb.ai under User Settings, API keys.',
  },
  {
    // https://docs.pinecone.io/guides/projects/manage-api-keys
    id: 'pinecone-key',
    title: 'Pinecone API key',
    severity: 'error',
    anchors: ['pcsk_'],
    pattern: /(?<![A-Za-z0-9])pcsk_[A-Za-z0-9]{4,8}_[A-Za-z0-9]{50,80}(?![A-Za-z0-9_])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it in the Pinecone console under API keys.',
  },
  {
    // https://openrouter.ai/docs/api-reference/authentication
    id: 'openrouter-key',
    title: 'OpenRouter API key',
    severity: 'error',
    anchors: ['sk-or-v1-'],
    pattern: /(?<![\w-])sk-or-v1-[0-9a-f]{64}(?![\w-])/y,
    distinctive: true,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it on openrouter.ai under Settings, Keys.',
  },
  {
    id: 'deepseek-key',
    title: 'DeepSeek API key',
    severity: 'error',
    anchors: ['deepseek'],
    anyCase: true,
    ...assignedTo('deepseek', 'sk-[0-9a-f]{32}'),
    check: unlessPlaceholder('error'),
    rotate: 'Delete it on platform.deepseek.com under API keys.',
  },
  {
    // https://docs.api.nvidia.com
    id: 'nvidia-key',
    title: 'NVIDIA API key',
    severity: 'error',
    anchors: ['nvapi-'],
    pattern: /(?<![\w-])nvapi-[\w-]{60,128}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Revoke it on build.nvidia.com or in NGC under Setup, API Keys.',
  },
  {
    // https://docs.together.ai/docs/api-keys-authentication
    id: 'together-key',
    title: 'Together AI API key',
    severity: 'error',
    anchors: ['tgp_v1_'],
    pattern: /(?<![\w-])tgp_v1_[\w-]{40,50}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it on api.together.ai under Settings, API Keys.',
  },
  {
    // https://docs.tavily.com
    id: 'tavily-key',
    title: 'Tavily API key',
    severity: 'error',
    anchors: ['tvly-'],
    pattern: /(?<![\w-])tvly-(?:dev-)?[A-Za-z0-9]{28,48}(?![\w-])/y,
    distinctive: true,
    check: ifMixed('error'),
    rotate: 'Delete it on app.tavily.com under API Keys.',
  },
  {
    // https://elevenlabs.io/docs/api-reference/authentication; where data has to stay in a country, that stands at the end.
    id: 'elevenlabs-key',
    title: 'ElevenLabs API key',
    severity: 'error',
    anchors: ['sk_'],
    pattern: /(?<![A-Za-z0-9_])sk_[0-9a-f]{48}(?:_residency_[a-z0-9]{2,16})?(?![A-Za-z0-9_])/y,
    check: unlessPlaceholder('error'),
    rotate: 'Delete it on elevenlabs.io under Developers, API Keys.',
  },
];
