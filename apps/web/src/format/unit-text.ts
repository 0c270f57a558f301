const suffixes: Readonly<Record<string, string>> = { percent: '%', 'percentage-point': '个百分点', yuan: '元' };

/** What stands behind a number of this unit; most units are told by the indicator's name. */
export const unitText = (unit: string): string => suffixes[unit] ?? '';
