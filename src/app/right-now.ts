/** RFC 3339, in UTC. */
export const rightNow = (): string => new Date().toISOString();
