using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace MipActors.Actors.Nodes;

/// <summary>
/// TLS between nodes that know one secret: the key of every node's certificate is made from it, and each end wants to see that very key. Whoever can not
/// prove to have it is refused by the handshake, before a byte of Akka's is read.
/// </summary>
public static class NodeSecret
{
    /// <summary>Whoever records a certificate and guesses secrets pays this for each guess; a node pays it once, a third of a second.</summary>
    private const int Iterations = 600_000;
    private const int ScalarBytes = 32;

    /// <summary>What Akka.Remote's transport is set up with.</summary>
    public static DotNettySslSetup Tls(string secret)
    {
        using var key = KeyOf(secret);
        var certificate = new CertificateRequest("CN=mipactors node", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var expected = key.ExportSubjectPublicKeyInfo();
        return new DotNettySslSetup(
            certificate, suppressValidation: false, requireMutualAuthentication: true, customValidator: (peer, _, who, _, log) =>
            {
                var isKnown = peer is not null && CryptographicOperations.FixedTimeEquals(peer.PublicKey.ExportSubjectPublicKeyInfo(), expected);
                if (!isKnown)
                {
                    log.Warning("{0} does not know this cluster's secret (mipactors.node.secret) and is refused", who);
                }

                return isKnown;
            });
    }

    private static ECDsa KeyOf(string secret)
    {
        var scalar = Rfc2898DeriveBytes.Pbkdf2(secret, "mipactors between nodes"u8, Iterations, HashAlgorithmName.SHA256, ScalarBytes);
        scalar[0] &= 0x7f; // Below the order of the curve's group, for every secret.
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
    }
}
