export interface Tide {
  readonly harbour: string;
  readonly high: string;
  readonly metres: number;
}

const tides: readonly Tide[] = [
  { harbour: 'whitby', high: '04:12', metres: 5.1 },
  { harbour: 'dover', high: '11:47', metres: 6.6 },
];

export const tideAt = (harbour: string): Tide | undefined => tides.find((tide) => tide.harbour === harbour);
