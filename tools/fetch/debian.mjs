import { runProgram, which } from './machine.mjs';

/** Installs Debian packages where that is possible without asking: as root, with apt. Answers whether it did. */
export async function aptInstall(packages, say) {
  const allowed =
    process.getuid?.() === 0 && which('apt-get') !== undefined && process.env.XIAOMAI_NO_APT === undefined;
  if (!allowed || packages.length === 0) return false;
  say(`apt-get install ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update', '-qq'], { env });
  const { code } = await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
  });
  return code === 0;
}
