// A mail server that others have written, which demands TLS and a password, and tells what it received as their parser reads it:
// a line of JSON a mail, and before them one with the port.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [packages, key, certificate, way] = process.argv.slice(2);
const require = createRequire(packages + "/");
const { SMTPServer } = require("smtp-server");
const { simpleParser } = require("mailparser");

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const server = new SMTPServer({
  secure: way === "wrapped",
  key: readFileSync(key),
  cert: readFileSync(certificate),
  onAuth(auth, session, done) {
    const isKnown = auth.username === "rollcall" && auth.password === "p@ss word";
    done(isKnown ? null : new Error("unknown user"), isKnown ? { user: auth.username } : undefined);
  },
  onRcptTo(address, session, done) {
    const refusal = Object.assign(new Error("5.1.1 nobody here of that name"), { responseCode: 550 });
    done(address.address.startsWith("never") ? refusal : null);
  },
  onData(stream, session, done) {
    simpleParser(stream).then((mail) => {
      const header = (name) => mail.headerLines.find((line) => line.key === name)?.line ?? null;
      say({
        secure: session.secure,
        user: session.user,
        to: session.envelope.rcptTo.map((to) => to.address),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        from: mail.from.text,
        date: mail.date,
        message_id: mail.messageId,
        unsubscribe: header("list-unsubscribe"),
        unsubscribe_post: header("list-unsubscribe-post"),
      });
      done();
    }, done);
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
