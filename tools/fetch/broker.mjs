// Finds what the Kafka broker runs on: given brokers, the jars of Maven Central (copied once) with Java, or Docker.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './debian.mjs';
import { cacheDir, dockerAnswers, runProgram, which } from './machine.mjs';
import { once } from './once.mjs';
import { found, megabytes, problem, progress, secondsSince } from './report.mjs';

const pom = join(import.meta.dirname, '../../infra/kafka/pom.xml');
const pomHash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 8); // a new pom gets new jars
const libDir = join(cacheDir, `kafka-${pomHash}`, 'lib');

function folderSize(dir) {
  const sizes = readdirSync(dir).map((name) => statSync(join(dir, name)).size);
  return `${sizes.length} jars ${megabytes(sizes.reduce((sum, size) => sum + size, 0))}`;
}

async function copyJars(say) {
  const startMs = Date.now();
  const part = `${libDir}.part-${process.pid}`;
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${part}`];
  let files = 0;
  const onLine = (text) => {
    if (text.includes('Downloaded from')) say(`Maven ${++files} files ${secondsSince(startMs)}`);
  };
  say('Maven');
  const { code, tail } = await runProgram('mvn', ['-B', '-f', pom, ...goal], { onLine });
  if (code !== 0) {
    rmSync(part, { recursive: true, force: true });
    throw new Error(`mvn: ${tail.slice(-5).join(' / ')}`);
  }
  renameSync(part, libDir);
  say(`Maven ${folderSize(libDir)} ${secondsSince(startMs)}`);
}

const missing = () => [
  ...(which('java') === undefined ? ['default-jre-headless'] : []),
  ...(which('mvn') === undefined ? ['maven'] : []),
];

async function main() {
  const given = process.env.KAFKA_BROKERS;
  if (given !== undefined && given !== '') return found({ kind: 'brokers', brokers: given });
  if (missing().length > 0) {
    if (await dockerAnswers()) return found({ kind: 'docker' });
    await aptInstall(missing(), progress);
  }
  if (missing().length > 0)
    return problem(
      '没有 Kafka：请安装 JDK 17 与 Maven，或设 KAFKA_BROKERS，或启动 Docker。' +
        ' No Kafka: install a JDK 17 and Maven, or set KAFKA_BROKERS, or start Docker.',
    );
  await once(libDir, copyJars, progress);
  return found({ kind: 'jars', libDir, size: folderSize(libDir) });
}

await main().catch((error) => problem(`Kafka: ${error.message}`));
