import { wordKey, type Say } from '../words/words.ts';

/** What stands behind a number of this unit; most units are told by the indicator's name. */
export const unitText = (unit: string, say: Say): string => say(wordKey('unit', unit, 'unit.other'));
