import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { isAbsolute, relative, resolve } from 'node:path';

/** What V8's profiler answers, as it is written to a .cpuprofile. */
export type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** Self time of one place in the code. */
export type SelfTime = { readonly place: string; readonly ms: number; readonly share: number };

const rootUrl = `${pathToFileURL(resolve(import.meta.dirname, '../../../..')).href}/`;
const idle = new Set(['(idle)', '(program)', '(root)']);

function fileOf(url: string): string {
  if (url.startsWith(rootUrl)) return url.slice(rootUrl.length).replace(/^node_modules\//, '');
  return isAbsolute(url) ? relative(process.cwd(), url) : url;
}

/** The package or folder a file belongs to. */
function partOf(file: string): string {
  if (file === '' || file.startsWith('node:')) return file === '' ? 'V8, garbage collection' : 'node';
  const [first = '', second = ''] = file.split('/');
  return first.startsWith('@') || ['apps', 'packages', 'tools'].includes(first) ? `${first}/${second}` : first;
}

function sum(
  profile: CpuProfile,
  nameOf: (frame: CpuProfile['nodes'][number]['callFrame']) => string,
): readonly SelfTime[] {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  profile.samples.forEach((id, at) => {
    const name = names.get(id) ?? '';
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[at] ?? 0) / 1_000);
  });
  const busy = [...times].filter(([name]) => !idle.has(name));
  const total = busy.reduce((all, [, ms]) => all + ms, 0);
  return busy.map(([place, ms]) => ({ place, ms, share: ms / total })).sort((a, b) => b.ms - a.ms);
}

/** Where the time went, by function, most first; idle time left out. */
export const byFunction = (profile: CpuProfile): readonly SelfTime[] =>
  sum(profile, ({ functionName, url, lineNumber }) =>
    idle.has(functionName) ? functionName : `${functionName || '(anonymous)'} ${fileOf(url)}:${String(lineNumber + 1)}`,
  );

/** Where the time went, by package, most first; idle time left out. */
export const byPart = (profile: CpuProfile): readonly SelfTime[] =>
  sum(profile, ({ functionName, url }) => (idle.has(functionName) ? functionName : partOf(fileOf(url))));

type Answer = { readonly id: number; readonly result?: { readonly profile?: CpuProfile }; readonly error?: object };

async function connect(port: number): Promise<WebSocket> {
  const list = (await (await fetch(`http://127.0.0.1:${String(port)}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(list[0]?.webSocketDebuggerUrl ?? '');
  await new Promise((done, fail) => {
    socket.addEventListener('open', done, { once: true });
    socket.addEventListener('error', fail, { once: true });
  });
  return socket;
}

/** Profiles a process that was started with --inspect; the answer ends it and writes the file. */
export async function startProfile(port: number, file: string): Promise<() => Promise<CpuProfile>> {
  const socket = await connect(port);
  let lastId = 0;
  const ask = (method: string, params = {}): Promise<Answer> => {
    const id = ++lastId;
    return new Promise((done) => {
      const listen = ({ data }: MessageEvent): void => {
        const answer = JSON.parse(String(data)) as Answer;
        if (answer.id !== id) return;
        socket.removeEventListener('message', listen);
        done(answer);
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
  await ask('Profiler.enable');
  await ask('Profiler.setSamplingInterval', { interval: 500 });
  await ask('Profiler.start');
  return async () => {
    const { result } = await ask('Profiler.stop');
    socket.close();
    if (result?.profile === undefined) throw new Error(`no profile from port ${String(port)}`);
    writeFileSync(file, JSON.stringify(result.profile));
    return result.profile;
  };
}
