import { useCallback, useSyncExternalStore } from 'react';
import { formatPlace, movePlace, parsePlace, type Place, type PlaceChange } from './place.ts';

const moved = 'xiaomai:moved';
let seen: { readonly address: string; readonly place: Place } = { address: '', place: {} };

// The same object for the same address, as useSyncExternalStore asks for.
function currentPlace(): Place {
  const { pathname, search } = globalThis.location;
  const address = pathname + search;
  if (seen.address !== address) seen = { address, place: parsePlace({ pathname, search }) };
  return seen.place;
}

function subscribe(listener: () => void): () => void {
  globalThis.addEventListener('popstate', listener);
  globalThis.addEventListener(moved, listener);
  return () => {
    globalThis.removeEventListener('popstate', listener);
    globalThis.removeEventListener(moved, listener);
  };
}

export type Move = (change: PlaceChange) => void;

/** Where the reader is, and the way to another place; Back and Forward work. */
export function usePlace(): readonly [Place, Move] {
  const place = useSyncExternalStore(subscribe, currentPlace);
  const move = useCallback((change: PlaceChange) => {
    const next = formatPlace(movePlace(currentPlace(), change));
    if (next === globalThis.location.pathname + globalThis.location.search) return;
    globalThis.history.pushState(null, '', next);
    globalThis.dispatchEvent(new Event(moved));
  }, []);
  return [place, move];
}
