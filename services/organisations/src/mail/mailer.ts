import {createTransport, type Transporter} from 'nodemailer';

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

export interface MailSettings {
  /** `smtp://` or `smtps://`, with name and password where the server wants them. */
  smtpUrl: string;
  from: string;
}

const PATIENCE_MS = 10_000;

/** Plain text over SMTP, with TLS where the server offers it. */
export class Mailer {
  private readonly transport: Transporter;

  constructor(private readonly settings: MailSettings) {
    const patience = {connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS};
    // files and addresses in a letter are never fetched: all of it is text
    this.transport = createTransport({
      url: settings.smtpUrl,
      ...patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({to, subject, text}: Letter): Promise<void> {
    await this.transport.sendMail({from: this.settings.from, to: {name: '', address: to}, subject, text});
  }

  close(): void {
    this.transport.close();
  }
}
