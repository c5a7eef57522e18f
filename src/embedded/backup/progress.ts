const WIDTH = 30;

/** Where it is written. */
interface Out {
  isTTY: boolean;
  write(text: string): boolean;
}

/** A line that tells how far a long piece of work is; on a terminal it is drawn over and over. */
export interface Progress {
  /** `done` of `total`, in whatever is counted. */
  at(done: number, total: number): void;
  end(summary: string): void;
}

export function progressLine(label: string, out: Out = process.stderr): Progress {
  let drawnAt = 0;
  return {
    at(done, total) {
      if (!out.isTTY || Date.now() - drawnAt < 100) return;
      drawnAt = Date.now();
      const part = total === 0 ? 1 : Math.min(1, done / total);
      const bar = '█'.repeat(Math.round(part * WIDTH)).padEnd(WIDTH, '·');
      out.write(`\r${label} ${bar} ${Math.round(part * 100)} %`);
    },
    end(summary) {
      out.write(`${out.isTTY ? '\r\u001b[K' : ''}${summary}\n`);
    },
  };
}
