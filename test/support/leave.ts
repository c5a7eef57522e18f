import { request } from 'node:http';

/** Opens an address and goes away as a browser does that is closed: in the midst of the answer, by a reset. */
export function openAndLeave(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(url, answer => {
      answer.on('error', () => undefined);
      answer.on('close', resolve);
      answer.once('data', () => answer.socket.resetAndDestroy());
    });
    call.on('error', reject).end();
  });
}
