using System.Reflection;
using FastEndpoints;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Binds a request from the one place where its fields belong: the query if they say so, else the body.
/// FastEndpoints' own binder lets a query parameter or a claim of the same name override the body's.
/// </summary>
internal sealed class OneSourceBinder<TRequest>() : RequestBinder<TRequest>(Source) where TRequest : notnull
{
    private static readonly BindingSource Source =
        typeof(TRequest).GetProperties().Any(property => property.IsDefined(typeof(QueryParamAttribute))) ? BindingSource.QueryParams : BindingSource.JsonBody;
}
