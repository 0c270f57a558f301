import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { Language, Phrases } from './phrases.ts';

/** The phrases of each language. */
export const phrases: Readonly<Record<Language, Phrases>> = { zh: chinese, en: english };
