/** How bad a finding is, by hadolint's words. */
export type Severity = 'error' | 'warning' | 'info' | 'style';
