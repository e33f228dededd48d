namespace SharpCommerce.Inbound;

/// <summary>
/// Somebody who sends messages to tenants: a payment provider's webhooks. Made anew in a scope of the tenant for every message, so that it can
/// read the tenant's own keys. What it accepts is stored and committed before it is answered, and handled afterwards.
/// </summary>
public interface IInboundSource
{
    /// <summary>The name in the address: lower_snake, and never another one afterwards.</summary>
    string Name { get; }

    /// <summary>
    /// Checks the signature over the bytes as they came, by the tenant's own secret, and finds the message's id. Trusts nothing in the body before;
    /// writes nothing. Compares in constant time.
    /// </summary>
    /// <param name="request">What came.</param>
    /// <param name="cancellationToken">Set when the caller hangs up.</param>
    Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Acts on a message, in any order and perhaps more than once. Throwing means "again later"; a message that fails too often is put aside with
    /// its reason.
    /// </summary>
    /// <param name="message">What was accepted.</param>
    /// <param name="cancellationToken">Set when the server stops or it takes too long.</param>
    Task<InboundOutcome> HandleAsync(InboundMessage message, CancellationToken cancellationToken);
}

/// <summary>A call as it came.</summary>
/// <param name="Headers">By name, whatever the case; values of a repeated header are joined by commas.</param>
/// <param name="Body">The bytes that were signed.</param>
/// <param name="ReceivedAt">The time of now, to refuse what is too old.</param>
public sealed record InboundRequest(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);

/// <summary>A message that was accepted.</summary>
/// <param name="ExternalId">The sender's id of it.</param>
/// <param name="Body">The bytes that were signed.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record InboundMessage(string ExternalId, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);

/// <summary>What <see cref="IInboundSource.VerifyAsync"/> finds.</summary>
public abstract record InboundVerdict
{
    private InboundVerdict()
    {
    }

    /// <summary>It is genuine.</summary>
    /// <param name="ExternalId">The sender's id of it, the same when it is sent again.</param>
    public sealed record Accepted(string ExternalId) : InboundVerdict;

    /// <summary>The signature is missing, wrong or too old: 401, and nothing is written.</summary>
    public sealed record Forged : InboundVerdict;

    /// <summary>It is signed, and yet cannot be read: 400, and nothing is written.</summary>
    public sealed record Malformed : InboundVerdict;

    /// <summary>The tenant has not set the source up: 404, as if there were none.</summary>
    public sealed record NotConfigured : InboundVerdict;
}

/// <summary>What became of a message.</summary>
public enum InboundOutcome
{
    /// <summary>Done, or there was nothing to do.</summary>
    Handled,

    /// <summary>It speaks of something that is not here, perhaps not yet: it is kept and tried again for hours.</summary>
    UnknownReference,
}
