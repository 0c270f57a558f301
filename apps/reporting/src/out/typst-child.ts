import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { buffer } from 'node:stream/consumers';

// A process of its own for each document: the compiler's memory only grows, and a hang can be killed.
// One JSON on stdin, the PDF on stdout, a fault on stderr with exit code 1.

export type TypstJob = {
  readonly workspace: string;
  readonly fontDir: string;
  readonly createdAtSeconds: number;
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
};

const job = JSON.parse((await buffer(process.stdin)).toString('utf8')) as TypstJob;
const compiler = NodeCompiler.create({ workspace: job.workspace, fontArgs: [{ fontPaths: [job.fontDir] }] });
for (const [name, content] of Object.entries(job.files)) {
  compiler.mapShadow(`${job.workspace}/${name}`, Buffer.from(content, 'utf8'));
}
const compiled = compiler.compile({ mainFileContent: job.main });
if (compiled.result === null) {
  const fault = compiled.takeDiagnostics();
  process.stderr.write(JSON.stringify(fault === null ? 'no diagnostics' : compiler.fetchDiagnostics(fault)));
  process.exitCode = 1;
} else {
  process.stdout.write(compiler.pdf(compiled.result, { creationTimestamp: job.createdAtSeconds }));
}
