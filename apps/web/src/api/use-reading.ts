import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { UnitFigures } from '@xiaomai/gateway-api/scorecard';
import type { z } from 'zod';
import { useSession } from '../session/session-context.tsx';
import { useWords } from '../words/words-context.tsx';
import { type Caller } from './client.ts';
import { figuresReading, queryOf, type Reading, type ReportingState, type Slice } from './reading.ts';

export function useCaller(): Caller {
  const { token } = useSession();
  const { lang } = useWords();
  return { token, lang };
}

/** What the service says; undefined as wanted = nothing to ask yet. */
export function useReading<T extends z.ZodType>(wanted: Reading<T> | undefined): UseQueryResult<z.infer<T>> {
  const caller = useCaller();
  const asked = wanted === undefined ? undefined : queryOf(caller, wanted);
  return useQuery({
    queryKey: asked?.queryKey ?? ['nothing'],
    queryFn: asked?.queryFn ?? (() => Promise.reject(new Error('nothing asked'))),
    enabled: asked !== undefined,
    refetchInterval: wanted?.everyMs ?? false,
  });
}

type UnitPage = { readonly items: UnitFigures[]; readonly next: string | null };

/** The failing, missing or late reporting units with their bare figures; a city is one page. */
export function useReporting(slice: Slice, state: ReportingState): UseInfiniteQueryResult<InfiniteData<UnitPage>> {
  const caller = useCaller();
  const first = queryOf(caller, figuresReading(slice, state));
  return useInfiniteQuery({
    queryKey: [...first.queryKey, 'pages'],
    queryFn: ({ pageParam, signal }) => queryOf(caller, figuresReading(slice, state, pageParam)).queryFn({ signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: UnitPage) => page.next ?? undefined,
  });
}
