import { enBureau } from './en-bureau.ts';
import { enHazards } from './en-hazards.ts';
import { en } from './en.ts';
import { enWork } from './en-work.ts';
import { zhBureau } from './zh-bureau.ts';
import { zhHazards } from './zh-hazards.ts';
import { zh } from './zh.ts';
import { zhWork } from './zh-work.ts';

export type Lang = 'zh' | 'en';
export type WordKey = keyof typeof zh | keyof typeof zhWork | keyof typeof zhHazards | keyof typeof zhBureau;
export type Places = Readonly<Record<string, string | number>>;

/** A text in the language of the reader, its {places} filled in. */
export type Say = (key: WordKey, places?: Places) => string;

const words: Record<Lang, Readonly<Record<WordKey, string>>> = {
  zh: { ...zh, ...zhWork, ...zhHazards, ...zhBureau },
  en: { ...en, ...enWork, ...enHazards, ...enBureau },
};

const isWordKey = (key: string): key is WordKey => Object.hasOwn(words.zh, key);

export const fill = (text: string, places: Places): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));

export const sayIn =
  (lang: Lang): Say =>
  (key, places = {}) =>
    fill(words[lang][key], places);

/** The word for a name that comes from the service, such as a timeline's kind; `other` where it is a new one. */
export const wordKey = (prefix: string, name: string, other: WordKey): WordKey => {
  const key = `${prefix}.${name}`;
  return isWordKey(key) ? key : other;
};

export const localeOf: Record<Lang, string> = { zh: 'zh-CN', en: 'en' };
