import { createServer, type AddressInfo } from 'node:net';

/** A mail server on this machine that takes what it is given, and can be told to put it off. */
export interface SmtpListener {
  readonly url: string;
  /** Each mail as it came over the wire, headers and all. */
  readonly received: string[];
  /** The addresses of RCPT TO, one list for each mail. */
  readonly recipients: string[][];
  refusing: boolean;
  /** Resolves with the next mail that comes. */
  next(): Promise<string>;
  close(): void;
}

export async function listenForMail(): Promise<SmtpListener> {
  let waiting: ((mail: string) => void)[] = [];
  const received: string[] = [];
  const recipients: string[][] = [];
  const server = createServer((socket) => {
    let [data, mail, to]: [boolean, string, string[]] = [false, '', []];
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      if (data) {
        mail += chunk.toString('utf8');
        if (!mail.endsWith('\r\n.\r\n')) return;
        received.push(mail);
        recipients.push(to);
        for (const tell of waiting) tell(mail);
        [data, mail, to, waiting] = [false, '', [], []];
        socket.write('250 taken\r\n');
        return;
      }
      const line = chunk.toString('utf8').trim();
      const word = line.toUpperCase();
      if (word.startsWith('RCPT') && listener.refusing) socket.write('450 later\r\n');
      else if (word === 'DATA') {
        data = true;
        socket.write('354 go on\r\n');
      } else if (word === 'QUIT') socket.end('221 bye\r\n');
      else {
        if (word.startsWith('RCPT')) to.push(/<(.*)>/.exec(line)?.[1] ?? line);
        socket.write('250 ok\r\n');
      }
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an AddressInfo.
  const listener: SmtpListener = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    recipients,
    refusing: false,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => server.close(),
  };
  return listener;
}

/** The parts of a mail in words: nodemailer writes quoted-printable or base64. */
export function decoded(mail: string): string {
  return mail
    .split(/\r\n--/)
    .map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const content = body.join('\r\n\r\n');
      if (/base64/i.test(head)) return `${head}\n\n${Buffer.from(content, 'base64').toString('utf8')}`;
      if (!/quoted-printable/i.test(head)) return part;
      const bytes = content.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
      return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
    })
    .join('\n');
}
