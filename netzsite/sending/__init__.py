"""Turns what was built of an edition into mails on their way: over SMTP, one each, or as a campaign of listmonk."""
