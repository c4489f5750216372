import type { Examples } from './index.ts';

const jwt = 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJnaXRodWIiLCJleHAiOjE3OTAwMDAwMDB9';
const jwtSignature = 'tMr9Nm_UrP-129r0OS7od26MRGZOS-vsXoaIx6BOJFD8Tl3U8gW3lrBSrf2TGY7um5t9jtN0DR-m9IKo7JEIhE';
const atlassianBody =
  'Pouf1jEYbhxCPAPY-HdgNDJWrDdtwyBeMgUA33bhCO0mvlZn15nwXL94O7RQXYuHRSf-A2aaPz2hLr2MANMNfQ6LMpZYorsr5WHxnVpbuldAGvV2413O7MIKsC0VVcpGj_L-Xm6C_mAHP9xlHxOOPDa4Hdae0h_MRrT6bowHl2';

// The bodies are made up, and the prefixes are written apart, so that nobody's scanner takes this file for a leak.
export const forges: Readonly<Record<string, Examples>> = {
  'github-token': {
    matches: [
      `export GH_TOKEN=⟦gh${'p_'}zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17⟧`,
      `https://x-access-token:⟦gh${'s_'}${'a1B2'.repeat(9)}⟧@github.com/acme/shop`,
      `{"log": "token:\\n⟦gh${'o_'}${'a1B2'.repeat(9)}⟧"}`,
    ],
    misses: [
      `gh${'p_'}${'a1B2'.repeat(8)}`,
      `sigh${'p_'}${'a1B2'.repeat(9)}`,
      `gh${'p_'}${'x'.repeat(36)}`,
      'ghp_your_token_goes_here',
    ],
  },
  'github-fine-grained-token': {
    matches: [
      `TOKEN=⟦github_${'pat_'}Rpfk4V8r66nFOptj3K1a3q_07SSvZW5skYYYNC30bGqlTQBKYsnyXu1beFTo7G3AvA4U9jNPTY0vvspE4I⟧`,
      `git clone https://oauth2:⟦github_${'pat_'}Rpfk4V8r66nFOptj3K1a3q_07SSvZW5skYYYNC30bGqlTQBKYsnyXu1beFTo7G3AvA4U9jNPTY0vvspE4I⟧@github.com/acme/shop`,
    ],
    misses: [
      `github_${'pat_'}Rpfk4V8r66nFOptj3K1a3q`,
      `github_${'pat_'}${'X'.repeat(22)}_${'X'.repeat(59)}`,
      `github_${'pat_'}Rpfk4V8r66nFOptj3K1a3q_07SSvZW5skYYYNC30bGqlTQBKYsnyXu1beFTo7G3AvA4U9jNPTY0vvspE4Iand_more`,
    ],
  },
  'github-app-token': {
    matches: [`GITHUB_TOKEN=⟦gh${'s_'}123456_${jwt}.${jwtSignature}⟧`],
    misses: [`gh${'s_'}123456_${jwt}`, `gh${'s_'}123456_eyJub3QganNvbiBhdCBhbGw.${jwt.slice(37)}.${jwtSignature}`],
    worst: [
      `gh${'s_'}1_eyJ`,
      `gh${'s_'}1_eyJ${'a'.repeat(600)}`,
      `gh${'s_'}1_eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(1100)}`,
    ],
  },
  'gitlab-token': {
    matches: [
      `PRIVATE-TOKEN: ⟦gl${'pat-'}Ucmg0bm36QP8gVjou32l⟧`,
      `"token": "⟦gl${'pat-'}7mV6Z-JA9k8Z_FemJc2CvGM6MQpvOjEKdToycw.01.121v8aodd⟧"`,
      `ACME=⟦gl${'pat-'}7mV6Z-JA9k8Z_FemJc2CvGM6MQpvOjEKdToycw.01.120000000⟧`,
    ],
    misses: [
      `gl${'pat-'}Ucmg0bm36QP8gVjou32`,
      `gl${'pat-'}Ucmg0bm36QP8gVjou32lTooLong`,
      `gl${'pat-'}${'x'.repeat(20)}`,
      'glpat-YOUR_TOKEN_GOES_HERE',
    ],
    worst: [`gl${'pat-'}`, `gl${'pat-'}a`, `gl${'pat-'}${'a'.repeat(300)}`],
  },
  'gitlab-ci-token': {
    matches: [
      `--password ⟦gl${'dt-'}Ucmg0bm36QP8gVjou32l⟧`,
      `token = "⟦gl${'rt-'}2ukRpO3WktMwx25Jkkhs⟧"`,
      `token = "⟦gl${'rt-'}t1_2ukRpO3WktMwx25Jkkhs⟧"`,
      `-F token=⟦gl${'ptt-'}907cd226d5ffcf7f5ebd8f7b5d21f644d467fd3c⟧ -F ref=main`,
      `CI_JOB_TOKEN=⟦gl${'cbt-'}64_2ukRpO3WktMwx25Jkkhs⟧`,
      `--registration-token ⟦GR13${'48941'}2ukRpO3WktMwx25Jkkhs⟧`,
    ],
    misses: [
      `gl${'dt-'}Ucmg0bm36QP8gVj`,
      `gl${'ptt-'}907cd226d5ffcf7f5ebd8f7b5d21f644d467fd3g`,
      `agl${'rt-'}2ukRpO3WktMwx25Jkkhs`,
      `gl${'rt-'}${'*'.repeat(20)}`,
    ],
    worst: [`gl${'dt-'}`, `gl${'rt-'}a`, `gl${'rt-'}${'a'.repeat(300)}`],
  },
  'gitlab-service-token': {
    matches: [
      `app_secret: '⟦gl${'oas-'}21c65873a5c6f8bc99f9f6431afea4beb4cf210397646999012e795c7a2f5126⟧'`,
      `token: ⟦gl${'agent-'}7R9uVVhKulhunYCBZ99JDx3fey6Mkm-TC0OS4fInJy2GH2AfSR⟧`,
      `SCIM=⟦gl${'soat-'}Ucmg0bm36QP8gVjou32l⟧`,
      `instance_id: "⟦gl${'ffct-'}Ucmg0bm36QP8gVjou32l⟧"`,
      `/issues.ics?feed_token=⟦gl${'ft-'}Ucmg0bm36QP8gVjou32l⟧`,
      `incoming+⟦gl${'imt-'}OeiRhWpxbp7YoPtbffmvIzN7v⟧@mail.example`,
      `GL_TOKEN=⟦gl${'wt-'}Ucmg0bm36QP8gVjou32l⟧`,
    ],
    misses: [
      `gl${'oas-'}21c65873a5c6f8bc99f9f6431afea4beb`,
      `gl${'agent-'}7R9uVVhKulhunYCBZ99JDx3fey6Mkm`,
      `gl${'ft-'}Ucmg0bm36QP8gVjou32lAndMore`,
      `gl${'ft-'}Your_Example_Token_1`,
      `gl${'wt-'}Ucmg0bm36QP8`,
    ],
  },
  'bitbucket-app-password': {
    matches: [
      `https://me:⟦AT${'BB'}Ebr9CfsTVXW3pWFUTM41LdCM5D472CB4⟧@bitbucket.org/acme/shop.git`,
      `BITBUCKET_PASSWORD=⟦AT${'BB'}Ebr9CfsTVXW3pWFUTM41LdCM5D472CB4⟧`,
    ],
    misses: [
      `AT${'BB'}Ebr9CfsTVXW3pWFUTM41LdCM5D472CBZ`,
      `XAT${'BB'}Ebr9CfsTVXW3pWFUTM41LdCM5D472CB4`,
      `AT${'BB'}ACATTGCAACATTGCAACATTGCAACATTGCA`,
    ],
  },
  'atlassian-token': {
    matches: [
      `JIRA_TOKEN=⟦AT${'ATT3xFf'}GF0${atlassianBody}=D42D96C3⟧`,
      `Authorization: Bearer ⟦AT${'CTT3xFf'}GN0${atlassianBody}=D42D96C3⟧`,
      `JIRA_TOKEN=⟦AT${'ATT3xFf'}GF0${atlassianBody}⟧`,
    ],
    misses: [`AT${'ATT3xFf'}GF0-B1F03`, `AT${'ATT3xFf'}GF0${'x'.repeat(170)}=D42D96C3`],
    worst: [`AT${'ATT3xFf'}`, `AT${'ATT3xFf'}${'a'.repeat(80)}.`],
  },
};
