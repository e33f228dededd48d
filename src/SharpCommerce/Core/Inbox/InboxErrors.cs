namespace SharpCommerce.Core.Inbox;

/// <summary>The codes of this module.</summary>
internal static class InboxErrors
{
    internal static CommerceException SourceNotFound() => CommerceErrors.NotFound("source of messages");

    internal static CommerceException Forged() => new(new(ErrorKind.Unauthenticated, "signature_invalid", "The signature is missing, wrong or too old."));

    internal static CommerceException Malformed() => new(new(ErrorKind.Invalid, "message_malformed", "The message cannot be read."));
}
