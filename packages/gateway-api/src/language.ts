/** The languages of texts for people; Chinese first. */
export type Language = 'zh-CN' | 'en';

/** One text in every language. */
export type Texts = { readonly zh: string; readonly en: string };

const quality = (part: string): number => Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1);

/** The language an `Accept-Language` header asks for; Chinese unless English is preferred. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined || acceptLanguage === '') return 'zh-CN';
  const parts = acceptLanguage.slice(0, 200).toLowerCase().split(',');
  const best = (prefix: string): number =>
    Math.max(-1, ...parts.filter((part) => part.trim().startsWith(prefix)).map(quality));
  return best('en') > best('zh') ? 'en' : 'zh-CN';
}

/** A text in one language, its `{places}` filled in. */
export function say(texts: Texts, language: Language, places: Readonly<Record<string, string | number>> = {}): string {
  const text = language === 'en' ? texts.en : texts.zh;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}
