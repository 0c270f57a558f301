import type { RequestListener } from 'node:http';

/** Lets whoever was answered before the end of the body send the rest for so long, then cuts the connection: else an endless
 *  body would hold it for ever. Listens beside the handler. */
export const cutLate =
  (lingerMs: number): RequestListener =>
  (request, response) => {
    const { socket } = request; // afterwards it may be detached
    response.once('finish', () => {
      if (request.complete || socket.destroyed) return;
      const cut = setTimeout(() => socket.destroy(), lingerMs);
      const over = (): void => {
        clearTimeout(cut);
        request.off('close', over);
        socket.off('close', over);
      };
      request.once('close', over);
      socket.once('close', over);
    });
  };
