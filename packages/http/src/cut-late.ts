import type { RequestListener } from 'node:http';

/** Lets whoever was answered before the end of the body send the rest for so long, then cuts the connection: else an endless
 *  body would hold it for ever. Listens beside the handler. */
export const cutLate =
  (lingerMs: number): RequestListener =>
  (request, response) => {
    const { socket } = request; // afterwards it may be detached
    // Before the server's own listener, which closes the connection of a client that wants it closed.
    response.prependOnceListener('finish', () => {
      if (request.complete || socket.destroyed) return;
      let wantsClose = false;
      // Closed with bytes unread the system resets the connection, and the client loses what it has not yet read of the answer:
      // until the rest has come only this side ends.
      socket.destroySoon = () => {
        wantsClose = true;
        socket.end();
      };
      const cut = setTimeout(() => socket.destroy(), lingerMs);
      const over = (): void => {
        clearTimeout(cut);
        request.off('close', over);
        socket.off('close', over);
        Reflect.deleteProperty(socket, 'destroySoon');
        if (wantsClose) socket.destroySoon();
      };
      request.once('close', over);
      socket.once('close', over);
    });
  };
