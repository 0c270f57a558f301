import { parseArgs } from 'node:util';

/** How the local stack is asked for on the command line and in the environment. */
export type StackOptions = {
  readonly homeDir: string;
  /** The public origin's port; 0 = any. */
  readonly port: number;
  readonly fresh: boolean;
  readonly demo: boolean;
  /** Laid over the environment of each service. */
  readonly env: Readonly<Record<string, string>>;
};

export const usage = `npm start [-- OPTIONS]
  --fresh          从头开始，清空本机数据 begin anew: take away all data of this home
  --home DIR       数据目录 where everything is kept (XIAOMAI_HOME, .xiaomai)
  --port N         公共地址的端口，0 为任意 port of the public origin, 0 for any (XIAOMAI_PORT, 8080)
  --no-demo        不载入演示数据 do not load the demonstration data
  --env KEY=VALUE  交给每个服务的环境变量，可重复 for each service, may be repeated`;

function keyAndValue(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--env KEY=VALUE: ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port: ${text}`);
  return port;
}

/** Reads the options; throws with a sentence when they make no sense. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StackOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      fresh: { type: 'boolean', default: false },
      home: { type: 'string', default: env['XIAOMAI_HOME'] ?? '.xiaomai' },
      port: { type: 'string', default: env['XIAOMAI_PORT'] ?? '8080' },
      demo: { type: 'boolean', default: true },
      env: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    homeDir: values.home,
    port: portNumber(values.port),
    fresh: values.fresh,
    demo: values.demo,
    env: Object.fromEntries(values.env.map(keyAndValue)),
  };
}
