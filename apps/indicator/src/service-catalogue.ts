import type { VerifyIdentity } from '@xiaomai/identity';
import type { Resources } from '@xiaomai/lifecycle';
import { readPackFolder } from '@xiaomai/packs';
import { shanghaiDay } from '@xiaomai/period';
import type { Logger } from '@xiaomai/telemetry';
import type { Connection } from 'mongoose';
import type { Catalogue } from './catalogue/domain/catalogue.ts';
import { loadCatalogue, refreshCatalogue } from './catalogue/flow/load-catalogue.ts';
import { spreadCatalogue, type SpreadCataloguePorts } from './catalogue/flow/spread-catalogue.ts';
import { watched, type Watched } from './catalogue/flow/watched.ts';
import { catalogueRpc } from './catalogue/in/catalogue.rpc.ts';
import type { BacktestRpcPorts } from './backtest/in/backtest.rpc.ts';
import { watchCatalogue } from './catalogue/in/catalogue.timer.ts';
import { setImmediate as turn } from 'node:timers/promises';
import { parsePackFiles, parsePacksInTurns } from './catalogue/in/pack-file.parser.ts';
import { mongoCatalogueSpread, mongoCatalogueStore } from './catalogue/out/catalogue-store.mongo.ts';
import type { AskPorts } from './org-tree/flow/ask-in-portions.ts';

type Edge = { readonly verify: VerifyIdentity; readonly onFailure: (error: unknown) => void };

/** The catalogue in memory, how it is brought up to date, and the service that answers for it. */
export type WiredCatalogue = {
  readonly catalogue: Watched<Catalogue>;
  readonly refresh: () => Promise<void>;
  readonly rpc: (edge: Edge) => ReturnType<typeof catalogueRpc>;
  /** With what packs are tried that are not in force. */
  readonly trial: Pick<BacktestRpcPorts, 'store' | 'parse' | 'pause'>;
  /** Begins to ask for cards to be judged anew, once there are units. */
  readonly spread: (units: SpreadCataloguePorts['units']) => void;
};

type Parts = {
  readonly mongo: Connection;
  readonly asking: AskPorts;
  readonly log: Logger;
  readonly packsDir: string;
};

const pause = (): Promise<void> => turn(undefined);

/** Wires the catalogue: pack files → a stored version → the catalogue in memory → questions → cards to be judged anew. */
export async function wireCatalogue(parts: Parts, resources: Resources): Promise<WiredCatalogue> {
  const { mongo, asking, log } = parts;
  const store = mongoCatalogueStore(mongo);
  const onOlder = (files: readonly string[], version: number): void =>
    log.warn(
      { files, version },
      'pack files are older than the catalogue in force and are not used; raise their version to go back',
    );
  const reading = { parse: parsePackFiles, now: Date.now, today: () => shanghaiDay(Date.now()), onOlder };
  const catalogue = watched(await loadCatalogue(await readPackFolder(parts.packsDir), store, reading));
  const refresh = (): Promise<void> => refreshCatalogue(store, catalogue, parsePackFiles);
  const onFailure = (error: unknown): void => log.warn({ err: error }, 'catalogue not read or not spread');
  return {
    catalogue,
    refresh,
    trial: { store, parse: parsePacksInTurns(pause), pause },
    rpc: (edge) => catalogueRpc({ catalogue, store, parse: parsePackFiles }, edge),
    spread: (units) => {
      const store = mongoCatalogueSpread(mongo);
      const spread = spreadCatalogue({ ...asking, store, catalogue: catalogue.get, units, now: Date.now });
      resources.onStop(
        'catalogue watch',
        watchCatalogue(() => refresh().then(spread), onFailure),
      );
    },
  };
}
