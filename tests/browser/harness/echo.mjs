// A server that answers `/?N` with the Set-Cookie fields it was told for N, byte for byte.

import {once} from 'node:events';
import {createServer} from 'node:net';

export class Echo {
    static async start(fields) {
        const echo = new Echo();
        echo.#fields = fields;
        echo.#server.listen(0, '127.0.0.1');
        await once(echo.#server, 'listening');
        echo.port = echo.#server.address().port;
        return echo;
    }

    #fields;
    // node:http would refuse to send some of these values.
    #server = createServer((socket) => {
        let head = '';
        socket.on('error', () => socket.destroy());
        socket.setEncoding('latin1').on('data', (text) => {
            head += text;
            if (head.endsWith('\r\n\r\n')) {
                const number = head.match(/^GET \/\?(\d+) /)?.[1];
                const fields = this.#fields[number] ?? [];
                socket.end(['HTTP/1.1 200 OK', 'Content-Type: text/html', 'Connection: close',
                            'Content-Length: 0', ...fields.map((field) => `Set-Cookie: ${field}`),
                            '', ''].join('\r\n'));
            }
        });
    });

    async stop() {
        this.#server.close();
        await once(this.#server, 'close');
    }
}
