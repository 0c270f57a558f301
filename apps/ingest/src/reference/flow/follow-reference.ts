import type { Catalogue } from '../domain/catalogue.ts';
import type { Reference, TreePart } from './reference.ts';

/** Where catalogue and tree come from: streams that end when the other side goes away. */
export type ReferenceSource = {
  readonly catalogue: (stopped: AbortSignal) => AsyncIterable<Catalogue>;
  readonly tree: (stopped: AbortSignal) => AsyncIterable<TreePart>;
};

/** What following needs. */
export type FollowPorts = {
  readonly source: ReferenceSource;
  readonly reference: Reference;
  /** Waits before a stream is opened again. */
  readonly pause: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
};

type Follow = (onHeard: () => void) => Promise<void>;

// Told once when a stream breaks or cannot be opened, and again only after something was heard in between.
async function forEver(follow: Follow, ports: FollowPorts, stopped: AbortSignal): Promise<void> {
  let told = false;
  while (!stopped.aborted) {
    try {
      await follow(() => {
        told = false;
      });
    } catch (error) {
      if (!stopped.aborted && !told) ports.onFailure(error);
      told = true;
    }
    if (!stopped.aborted) await ports.pause();
  }
}

/** Follows catalogue and tree until stopped; a stream that breaks is opened again, for ever. */
export async function followReference(ports: FollowPorts, stopped: AbortSignal): Promise<void> {
  const { source, reference } = ports;
  const catalogue: Follow = async (onHeard) => {
    for await (const next of source.catalogue(stopped)) {
      onHeard();
      reference.takeCatalogue(next);
    }
  };
  const tree: Follow = async (onHeard) => {
    const hear = reference.hearTree();
    for await (const part of source.tree(stopped)) {
      onHeard();
      hear(part);
    }
  };
  await Promise.all([forEver(catalogue, ports, stopped), forEver(tree, ports, stopped)]);
}
