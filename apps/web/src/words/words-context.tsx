import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { localeOf, sayIn, type Lang, type Say } from './words.ts';

type Words = { readonly lang: Lang; readonly say: Say; readonly setLang: (lang: Lang) => void };

const remembered = 'xiaomai.lang';
const WordsContext = createContext<Words>({ lang: 'zh', say: sayIn('zh'), setLang: () => undefined });

export function WordsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [lang, setLang] = useState<Lang>(() => (localStorage.getItem(remembered) === 'en' ? 'en' : 'zh'));
  useEffect(() => {
    localStorage.setItem(remembered, lang);
    document.documentElement.lang = localeOf[lang];
    document.title = sayIn(lang)('app.name');
  }, [lang]);
  const words = useMemo(() => ({ lang, say: sayIn(lang), setLang }), [lang]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export const useWords = (): Words => use(WordsContext);
