// Finds the database server: MONGODB_URI, mongod, Docker, or SecantusDB built once by cargo and kept in the cache.
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './debian.mjs';
import { cacheDir, dockerAnswers, hasLibclang, runProgram, which } from './machine.mjs';
import { once } from './once.mjs';
import { found, megabytes, problem, progress, secondsSince } from './report.mjs';

const version = '0.5.3-beta.196';
const root = join(cacheDir, `secantus-mdb-${version}`);
const daemon = join(root, 'bin', process.platform === 'win32' ? 'secantusd-rs.exe' : 'secantusd-rs');
const crate = ['secantus-mdb', '--version', version, '--locked', '--ignore-rust-version'];
const nothingFound =
  '没有数据库服务器：请让 mongod 在 PATH 上，或设 MONGODB_URI，或启动 Docker，或安装 cargo（≥ 1.95）cmake gcc libclang-dev 由本命令编译一个。' +
  ' No database server: put mongod on the PATH, or set MONGODB_URI, or start Docker,' +
  ' or install cargo (>= 1.95), cmake, gcc and libclang-dev and this command builds one.';

const missing = () => [
  ...['cmake', 'gcc'].filter((program) => which(program) === undefined),
  ...(hasLibclang() ? [] : ['libclang-dev']),
];

/** Fast to compile rather than fastest to run, and resumable: what was compiled stays until the build is complete. */
const buildEnv = (targetDir) => ({
  ...process.env,
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '2',
  CARGO_TERM_PROGRESS_WHEN: 'always',
  CARGO_TERM_PROGRESS_WIDTH: '80',
  CARGO_TARGET_DIR: targetDir,
});

async function build(say) {
  const startMs = Date.now();
  const part = `${root}.part`;
  mkdirSync(part, { recursive: true });
  const onLine = (text) => {
    const step = /(\d+\/\d+)/.exec(text);
    if (step !== null) say(`cargo ${step[1]} ${secondsSince(startMs)}`);
  };
  say('cargo');
  const env = buildEnv(join(part, 'target'));
  const { code, tail } = await runProgram('cargo', ['install', ...crate, '--root', part], { onLine, env });
  if (code !== 0) throw new Error(`cargo install: ${tail.slice(-6).join(' / ')}`);
  rmSync(join(part, 'target'), { recursive: true, force: true });
  renameSync(part, root);
  say(`cargo ${megabytes(statSync(daemon).size)} ${secondsSince(startMs)}`);
}

async function builtOnce() {
  if (!existsSync(daemon)) {
    await aptInstall(missing(), progress);
    if (which('cargo') === undefined || missing().length > 0) return problem(nothingFound);
    await once(root, build, progress);
  }
  return found({ kind: 'secantus', bin: daemon, size: megabytes(statSync(daemon).size) });
}

async function main() {
  const uri = process.env.MONGODB_URI;
  if (uri !== undefined && uri !== '') return found({ kind: 'uri', uri });
  const mongod = process.env.MONGOD_BIN ?? which('mongod');
  if (mongod !== undefined) return found({ kind: 'mongod', bin: mongod });
  if (await dockerAnswers()) return found({ kind: 'docker' });
  return builtOnce();
}

await main().catch((error) => problem(`${error.message}. ${nothingFound}`));
