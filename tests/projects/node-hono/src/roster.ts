const roster: Readonly<Record<string, string>> = { monday: 'Ito', tuesday: 'Brandt' };

export const onDuty = (day: string): string | null => roster[day] ?? null;
