import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

let watching = false;

/**
 * Wakes whoever still waits for a socket to drain when it has closed; the whole process, once. The MongoDB driver (7.8) waits so for
 * ever: where the database dies, its monitor may write into a socket that is destroyed but has not yet said that it is closed. Such
 * a write is taken by nobody, no `drain` follows and no `error`, and the driver knows no server any more until the process ends.
 * Woken, it sees that the connection has closed and makes another.
 */
export function wakeWritersOfClosedSockets(): void {
  if (watching) return;
  watching = true;
  subscribe('net.client.socket', message => {
    const socket = typeof message === 'object' && message !== null && 'socket' in message && message.socket;
    if (socket instanceof Socket) socket.once('close', () => void socket.emit('drain'));
  });
}
